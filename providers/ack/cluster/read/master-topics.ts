import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, both, mapReading, type Reading } from '../../../wire/reading.ts';
import type { MasterDiskFact } from '../fact-shapes.ts';
import { masterAssistants, masterDisks, masterInstances, masterNodes } from './master-facts.ts';
import { plain } from './plain.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

const width = 4;

const nodes = topic(
  ['masters.nodes'],
  ({ masterRows }) => masterRows(),
  (rows) => ({ 'masters.nodes': plain(masterNodes(rows)) }),
);

/** No master, no call: the empty list of them is the proof then. */
const ofMasters = async <T>(
  { masterIds }: Reads,
  read: (ids: readonly string[]) => Promise<Reading<readonly T[]>>,
): Promise<Reading<readonly T[]>> =>
  andThen(await masterIds(), (ids, source): Promise<Reading<readonly T[]>> =>
    ids.length === 0 ? Promise.resolve({ ok: true, value: [], source }) : read(ids),
  );

const instances = topic(
  ['masters.instances'],
  (reads) => ofMasters(reads, (ids) => reads.clients.ecs.describeInstances(reads.target.region, ids)),
  (value) => ({ 'masters.instances': plain(masterInstances(value)) }),
);

const assistant = topic(
  ['masters.assistant'],
  async (reads) => {
    const { clients, target } = reads;
    const rows = await ofMasters(reads, (ids) => clients.ecs.describeCloudAssistantStatus(target.region, ids));
    return both(await reads.masterIds(), rows);
  },
  ([ids, rows]) => ({ 'masters.assistant': plain(masterAssistants(ids, rows)) }),
);

/** DescribeDisks takes one instance at a time. */
const disks = topic(
  ['masters.disks'],
  ({ masterIds, clients, target }) =>
    masterIds().then((found) =>
      andThen(found, async (ids, source): Promise<Reading<readonly (readonly MasterDiskFact[])[]>> => {
        const read = async (id: string) =>
          mapReading(await clients.ecs.describeDisks(target.region, id), (rows) => masterDisks(id, rows), 'Size');
        return allOf(await inParallel(ids, width, read), source);
      }),
    ),
  (value) => ({ 'masters.disks': plain(value.flat()) }),
);

export const masterTopics = { dedicated: [nodes, instances, assistant, disks] } as const;
