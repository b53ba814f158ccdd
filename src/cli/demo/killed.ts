import { short } from '../../core/decision.ts';
import type { Hash } from '../../core/plan.ts';
import { startChild, type Child } from './child.ts';
import { type } from './scene-kinds.ts';
import type { Show, Wrong } from './show.ts';

const decisionIn = async ({ host, stage }: Show): Promise<string> => {
  const plan = new TextDecoder().decode(await host.readFile(`${stage.folder}/plan.json`));
  return short((JSON.parse(plan) as { readonly decision: Hash }).decision);
};

const lookMs = 50;
/** Two virtual minutes of twelve. */
const intoItMs = 2000;

/** Waits until the cloud itself has the call in its log, and then a little, so that the migration is well under way. */
const untilUnderWay = async ({ cloud, host }: Show, hasEnded: () => boolean): Promise<void> => {
  const isThere = async (): Promise<boolean> =>
    (await cloud.writes()).some(({ action }) => action === 'MigrateCluster') || hasEnded();
  while (!(await isThere())) await host.sleep(lookMs);
  if (!hasEnded()) await host.sleep(intoItMs);
};

const strike = async (show: Show, child: Child, hasEnded: () => boolean): Promise<Wrong> => {
  await untilUnderWay(show, hasEnded);
  child.kill();
  const { signal, code } = await child.ended;
  if (signal !== 'SIGKILL') return `it ended with exit ${String(code)} before it could be killed`;
  show.voice.output('Killed (SIGKILL to the whole process group)');
  return (await show.cloud.isMigrating()) ? null : 'the kill came when no migration was under way';
};

/** Says yes, and kills what runs as soon as the cloud has taken the call there is no way back from. */
export const killedInTheMiddle = async (show: Show): Promise<Wrong> => {
  const args = ['resume', '--approve', await decisionIn(show)];
  type(show, args);
  const child = startChild(args, { cwd: show.stage.folder, env: show.env, onLine: show.voice.output });
  let ended = false;
  void child.ended.then(() => (ended = true));
  return strike(show, child, () => ended);
};
