import { textIn } from '../../../wire/json.ts';
import { andThen, mapReading, type Reading } from '../../../wire/reading.ts';
import type { Json } from '../../../../src/core/fact.ts';
import { checkFact, newestCheck, taskFacts } from '../journey-facts.ts';
import type { Reads } from './reads.ts';
import { topic } from './topic.ts';

const tasks = topic(
  ['cluster.tasks', 'migration.last'],
  ({ clients, target }) => clients.cs.describeClusterTasks(target),
  taskFacts,
);

const readPrecheck = async ({ clients, target }: Reads): Promise<Reading<{ readonly newest: Json }>> =>
  andThen(await clients.cs.listClusterChecks(target), async (checks, source): Promise<Reading<{ newest: Json }>> => {
    const newest = newestCheck(checks);
    if (newest === null) return { ok: true, value: { newest: null }, source };
    const check = await clients.cs.getClusterCheck(target, textIn(newest, 'check_id'));
    return mapReading(check, (value) => ({ newest: checkFact(value) }), 'check');
  });

const precheck = topic(['precheck.newest'], readPrecheck, ({ newest }) => ({ 'precheck.newest': newest }));

export const standingTopics = { everywhere: [tasks, precheck] } as const;
