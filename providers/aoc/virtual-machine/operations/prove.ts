import { equal } from '../../../../src/core/canonical.ts';
import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { OperationCall, Probe } from '../../../../src/core/operation.ts';
import { isObject } from '../../../wire/json.ts';
import { readRoll } from '../read/roll.ts';
import { seenIn } from '../read/target-facts.ts';
import { specOf } from '../spec.ts';
import type { Aoc } from '../../clients/aoc.ts';
import { prove, type Operation } from './operation.ts';

const write = (value: Json | undefined): string => (value === undefined ? 'not there' : JSON.stringify(value));

const factsIn = ({ args }: OperationCall): Facts => {
  const { facts } = args;
  return isObject(facts) ? facts : {};
};

const probe = async (aoc: Aoc, call: OperationCall): Promise<Probe> => {
  const roll = await readRoll(aoc, [call.desired]);
  const seen = seenIn(specOf(call.desired), roll);
  const wanted = factsIn(call);
  if (seen === null) return { is: 'unreadable', why: 'the machine could not be read' };
  const unread = seen.gathered.unread.find(({ facts }) => facts.some((fact) => fact in wanted));
  if (unread !== undefined) return { is: 'unreadable', why: `${unread.call}: ${unread.why}` };
  const { facts, evidence } = seen.gathered;
  const lines = Object.entries(wanted).map(([fact, value]) => {
    const found = evidence.find((one) => one.fact === fact);
    const source = { call: found?.call ?? 'observe', request: found?.request ?? '', at: found?.at ?? '' };
    const isSo = facts[fact] !== undefined && equal(facts[fact], value);
    return {
      isSo,
      proof: prove(source, `${fact} is ${write(facts[fact])}${isSo ? '' : `, expected ${write(value)}`}`),
    };
  });
  const wrong = lines.filter(({ isSo }) => !isSo);
  return wrong.length > 0
    ? { is: 'not-done', proof: wrong.map(({ proof }) => proof) }
    : { is: 'done', proof: lines.map(({ proof }) => proof) };
};

/** Proves the end: every fact of the arguments as demanded. It only reads. */
export const proveFacts: Operation = {
  probe: (aoc, call) => probe(aoc, call),
  perform: () => Promise.resolve({ is: 'accepted', request: '', task: null }),
};
