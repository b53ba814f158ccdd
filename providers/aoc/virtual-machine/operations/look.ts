import type { OperationCall, Probe } from '../../../../src/core/operation.ts';
import type { Source } from '../../../wire/reading.ts';
import type { Aoc } from '../../clients/aoc.ts';
import { readRoll } from '../read/roll.ts';
import { whoIs, type Who } from '../read/who.ts';
import { specOf } from '../spec.ts';
import { onRead, textOf } from './operation.ts';

/** Who the machine of a call is now, and what became of it. */
export const look = async (
  aoc: Aoc,
  call: OperationCall,
  next: (who: Who, source: Source) => Probe | Promise<Probe>,
): Promise<Probe> => {
  const roll = await readRoll(aoc, [call.desired]);
  return onRead(roll.machines, (machines, source) =>
    onRead(roll.nics, (nics) => next(whoIs(specOf(call.desired), machines, nics), source)),
  );
};

/** The machine that the plan was made for: another one of its name is a stranger. */
export const isOurs = ({ source }: Who, call: OperationCall): boolean =>
  source !== null && source.id === textOf(call, 'machine');
