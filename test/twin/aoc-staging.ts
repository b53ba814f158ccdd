import type { Twin } from '../../src/twin/start.ts';
import { aocClient, across, center, type AocClient, type Row } from './aoc-client.ts';
import { startWorld } from './start-world.ts';

/** The staged migration of one machine, m in hz-a. */
export interface Staged {
  readonly twin: Twin;
  readonly client: AocClient;
  readonly task: string;
}

export const at = (client: AocClient, cluster: string): Promise<readonly Row[]> =>
  client.list('vms', { cluster: { name: cluster } });

export async function submit(fields = '', more = ''): Promise<Staged> {
  const twin = await startWorld(center(`{name: m, cluster: hz-a, ${fields}}`, more));
  const client = await aocClient(twin);
  const made = await client.mutate('migrate-vm-across-cluster', await across(client, 'm', 'CUTOVER_MIGRATE'));
  return { twin, client, task: String(made.task_id) };
}

export const finished = ({ steps }: Row): readonly unknown[] =>
  (steps as readonly Row[]).map((step) => step['finished']);
const isReady = (task: Row): boolean => task['status'] === 'PAUSED' || finished(task)[0] === true;

/** Up to where it waits for the shutdown. */
export async function untilReady(fields = '', more = ''): Promise<Staged> {
  const staged = await submit(fields, more);
  await staged.client.await(staged.task, isReady);
  return staged;
}

export const stop = ({ client, task }: Staged, force = false): ReturnType<AocClient['call']> =>
  client.call('stop-vm-in-cutover-migration', { tasks: { id: task }, force });
export const abort = ({ client, task }: Staged): ReturnType<AocClient['call']> =>
  client.call('abort-migrate-vm-across-cluster', { tasks: { id: task } });
export const taskOf = ({ body }: { readonly body: unknown }): string =>
  String((body as readonly Row[])[0]?.['task_id']);

type Phase = 'copy' | 'waiting' | 'shutdown' | 'delta' | 'restart';

/** Lets the migration come to a phase, by reads alone; asks for the shutdown on the way where that is past it. */
export async function reach(staged: Staged, phase: Phase): Promise<void> {
  const world = async (): Promise<{ readonly aoc: { readonly migrations: readonly Row[] } }> =>
    (await (await fetch(`${staged.twin.url}/_twin/world`)).json()) as Awaited<ReturnType<typeof world>>;
  for (let read = 0; read < 50; read += 1) {
    const now = (await world()).aoc.migrations.find(({ task }) => task === staged.task)?.['phase'];
    if (now === phase) return;
    if (now === 'waiting') await stop(staged);
    else await staged.client.list('tasks', { id: staged.task });
  }
  throw new Error(`it does not come to ${phase}`);
}
