import type { DutyCall, DutyReading } from '../../../../src/core/operation.ts';
import { malformed } from '../../../wire/failure.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import type { DutyName } from '../duty-facts.ts';
import { gather, notRead, together, type Gathered } from '../../../wire/gathered.ts';
import { targetOf, type Observer } from '../observe.ts';
import { plain } from '../read/plain.ts';
import { albControllerDuty, cgpuDuty, nodeObjectsDuty, terwayDuty, virtualNodeDuty } from './component-duties.ts';
import type { DutyReader } from './duty-reader.ts';
import { dutyReadsOf, type DutyReads } from './duty-reads.ts';
import { publicAddressDuty, publicBalancerDuty } from './exposure-duties.ts';
import { olderGrantDuty } from './grant-duty.ts';
import { disksDuty, instancesDuty } from './instance-duties.ts';

const readers: Readonly<Record<`duty.${DutyName}`, DutyReader>> = {
  'duty.masterInstances': instancesDuty,
  'duty.masterSubscriptions': instancesDuty,
  'duty.masterDisks': disksDuty,
  'duty.publicAddress': publicAddressDuty,
  'duty.publicBalancer': publicBalancerDuty,
  'duty.nodeObjects': nodeObjectsDuty,
  'duty.albController': albControllerDuty,
  'duty.virtualNode': virtualNodeDuty,
  'duty.terway': terwayDuty,
  'duty.cgpu': cgpuDuty,
  'duty.olderGrant': olderGrantDuty,
};

/** Targets, and duties of one, that are read at the same time. */
const [targets, duties] = [8, 4];

const read = async (reads: DutyReads, { fact, args }: DutyCall['duties'][number]): Promise<Gathered> => {
  const reader = (readers as Readonly<Record<string, DutyReader | undefined>>)[fact];
  // A plan of a newer build.
  if (reader === undefined) return notRead([fact], 'the plan of the run', malformed(`${fact} is not known`, ''));
  return gather([fact], await reader(reads, args), (value) => ({ [fact]: plain(value) }));
};

/** Reads what is left of duties, by address. Lists alone, and none for a target without duties. */
export const readDuties = async (
  observer: Observer,
  calls: readonly DutyCall[],
): Promise<ReadonlyMap<string, DutyReading>> => {
  const found = await inParallel(calls, targets, async ({ desired, duties: owed }) => {
    const reads = dutyReadsOf({ clients: observer, target: targetOf(desired), stamp: observer.stamp });
    return [desired.address, together(await inParallel(owed, duties, (one) => read(reads, one)))] as const;
  });
  return new Map(found);
};
