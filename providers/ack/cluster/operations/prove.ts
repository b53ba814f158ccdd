import { equal } from '../../../../src/core/canonical.ts';
import type { Facts, Json } from '../../../../src/core/fact.ts';
import type { Observed } from '../../../../src/core/observed.ts';
import type { OperationCall, Probe, Proof } from '../../../../src/core/operation.ts';
import { isObject } from '../../../wire/json.ts';
import { observe, type Observer } from '../observe.ts';
import type { Operation } from './operation.ts';
import { formersIn, proveMasters } from './prove-masters.ts';

const write = (value: Json | undefined): string =>
  value === undefined ? 'not there' : typeof value === 'string' ? value : JSON.stringify(value);

const factsIn = (args: OperationCall['args']): Facts => {
  const { facts } = args;
  return isObject(facts) ? facts : {};
};

/** The proof of one fact, by the evidence that it was read with. */
const proofOf = ({ evidence, at }: Observed, fact: string, says: string): Proof => {
  const found = evidence.find((one) => one.fact === fact);
  return found === undefined
    ? { call: 'observe', request: '', at, says }
    : { call: found.call, request: found.request, at: found.at, says };
};

const answers = (observed: Observed): boolean => {
  const answer = observed.facts['api.answers'];
  return isObject(answer) && answer['ok'] === true;
};

/** A demanded fact that could not be read; null where all were. */
const unreadOf = (observed: Observed, names: readonly string[]) =>
  observed.unread.find(({ facts }) => facts.some((fact) => names.includes(fact)));

const compare = (observed: Observed, wanted: Facts): Probe => {
  const differences = Object.entries(wanted).flatMap(([fact, value]) => {
    const found = observed.facts[fact];
    if (found !== undefined && equal(found, value)) return [];
    return [proofOf(observed, fact, `${fact} is ${write(found)}, expected ${write(value)}`)];
  });
  const away = answers(observed)
    ? []
    : [proofOf(observed, 'api.answers', `api.answers is ${write(observed.facts['api.answers'])}, expected ok`)];
  if (differences.length + away.length > 0) return { is: 'not-done', proof: [...differences, ...away] };
  const names = [...Object.keys(wanted), 'api.answers'];
  return { is: 'done', proof: names.map((fact) => proofOf(observed, fact, `${fact}=${write(observed.facts[fact])}`)) };
};

const proveState = async (observer: Observer, { desired, args }: OperationCall): Promise<Probe> => {
  const wanted = factsIn(args);
  const found = await observe(observer, [desired], { journey: true });
  const observed = found.get(desired.address);
  if (observed === undefined) throw new Error(`observe left out ${desired.address}`);
  const [first] = observed.state === 'unreadable' ? observed.unread : [];
  const unread = unreadOf(observed, [...Object.keys(wanted), 'api.answers']) ?? first;
  if (unread !== undefined) {
    const { call, why, code } = unread;
    return { is: 'unreadable', why: `${call}: ${why}`, ...(code === undefined ? {} : { code }) };
  }
  if (observed.state !== 'present') return { is: 'unreadable', why: `the cluster is ${observed.state}` };
  return compare(observed, wanted);
};

/** What is not proven of either is told at once. What could not be read of the masters stands back behind what is wrong. */
const joined = (state: Probe, masters: Probe): Probe => {
  if (state.is === masters.is && (state.is === 'done' || state.is === 'not-done') && 'proof' in masters)
    return { ...state, proof: [...state.proof, ...masters.proof] };
  return state.is === 'done' ? masters : state;
};

/**
 * Proves the end: every fact of the arguments as demanded, the API server answers, and the masters that are named no longer
 * belong to the cluster. It only reads.
 */
export const proveFacts: Operation = {
  probe: async (hands, call) => {
    const state = await proveState(hands, call);
    if (formersIn(call).length === 0 || state.is === 'unreadable') return state;
    return joined(state, await proveMasters(hands, call));
  },
  perform: () => Promise.resolve({ is: 'accepted', request: '', task: null }),
};
