import { mapReading } from '../../../wire/reading.ts';
import { ofIds, stillIn, type DutyReader } from './duty-reader.ts';

/** A released instance has no row (ACK API reference, §3.7). */
export const instancesDuty: DutyReader = ofIds('instances', async ({ clients, target }, ids) =>
  mapReading(await clients.ecs.describeInstances(target.region, ids), (rows) => stillIn(ids, rows), 'rows'),
);

export const disksDuty: DutyReader = ofIds('disks', async ({ clients, target }, ids) =>
  mapReading(await clients.ecs.describeDisksById(target.region, ids), (rows) => stillIn(ids, rows), 'rows'),
);
