import { textIn, type JsonObject } from '../../../wire/json.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import { once } from './once.ts';
import type { Subject } from './subject.ts';

export interface MasterReads {
  /** Rows of DescribeClusterNodes whose role is Master. */
  readonly masterRows: () => Promise<Reading<readonly JsonObject[]>>;
  /** Ids of their instances, sorted. */
  readonly masterIds: () => Promise<Reading<readonly string[]>>;
}

export const masterReads = ({ clients, target }: Pick<Subject, 'clients' | 'target'>): MasterReads => {
  const masterRows = once(async () => {
    const rows = await clients.cs.describeClusterNodes(target);
    return mapReading(rows, (all) => all.filter((row) => textIn(row, 'instance_role') === 'Master'), 'nodes');
  });
  const masterIds = once(async () =>
    mapReading(
      await masterRows(),
      (rows) => [...new Set(rows.map((row) => textIn(row, 'instance_id')))].filter((id) => id !== '').sort(),
      'instance_id',
    ),
  );
  return { masterRows, masterIds };
};
