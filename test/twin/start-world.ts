import { onTestFinished } from 'vitest';
import { startTwin, type Twin, type TwinOptions } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';

export const clusterId = 'c82e6987e2961451182edacd74faf0000';

/** A world with one cluster; `fields` are further lines of it, as YAML in flow style. */
export const oneCluster = (fields = '', rest = ''): string =>
  `apiVersion: onward/v1\nkind: World\n${rest}\nack: {clusters: [{id: ${clusterId}, ${fields}}]}\n`;

/** A cluster whose check passed an hour ago, so that it may be migrated at once. */
export const checked = 'checks: {existing: [{finishedMinutesAgo: 60}]}';

/** Starts a twin of a world and closes it at the end of the test. Default speed: max. */
export async function startWorld(text = oneCluster(), options: Partial<TwinOptions> = {}): Promise<Twin> {
  const read = readWorld(text, 'world.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const twin = await startTwin({ world: read.value, speed: 'max', ...options });
  onTestFinished(() => twin.close());
  return twin;
}
