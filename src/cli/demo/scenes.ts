import { cluster, waiver } from './papers.ts';
import { killedInTheMiddle } from './killed.ts';
import { command } from './scene-kinds.ts';
import type { Scene, Show, Wrong } from './show.ts';

const showDocument = ({ voice }: Show): Promise<Wrong> => {
  voice.output('cluster.yaml:');
  for (const line of cluster.trimEnd().split('\n')) voice.output(`  ${line}`);
  return Promise.resolve(null);
};

const waive = async ({ host, stage, voice }: Show): Promise<Wrong> => {
  const lines = waiver(host.wall());
  await stage.write('cluster.yaml', `${cluster}${lines.join('\n')}\n`);
  voice.output('cluster.yaml, what is new:');
  voice.output('    edition: pro');
  for (const line of lines) voice.output(`+ ${line}`);
  return null;
};

const oneWay = 'MigrateCluster';

const countCalls = async ({ cloud, voice }: Show): Promise<Wrong> => {
  const writes = await cloud.writes();
  voice.output('writes in the twin’s log ($ONWARD_ENDPOINT/_twin/calls):');
  for (const { at, product, action, status } of writes) voice.output(`  ${at}  ${product}  ${action}  ${status}`);
  const received = writes.filter(({ action }) => action === oneWay).length;
  voice.output(`${oneWay} received: ${received}`);
  return received === 1 ? null : `the cloud received ${oneWay} ${received} times; once is expected`;
};

/** What a yes starts is read first; the rest of a plan is long, and `show` has it. */
const ready = { exit: 'done', until: /^ {2}signs:/, rest: 'onward show plan.json' } as const;
const plan = ['plan', 'cluster.yaml', '-o', 'plan.json'];

/** The demo, in order. */
export const scenes: readonly Scene[] = [
  { why: 'Somebody wants this cluster to become a Pro one; the document says what, not how.', play: showDocument },
  {
    why: 'A plan reads and writes nothing. This one is blocked: the cluster is too old.',
    play: command(plan, { exit: 'blocked' }),
  },
  {
    why: 'The team decides to migrate first and to upgrade after: the check is set aside, with a reason and an end, where a reviewer sees it.',
    play: waive,
  },
  {
    why: 'Planned again: the way there, with the line drawn in that nobody comes back over. A plan file is what gets reviewed.',
    play: command(plan, ready),
  },
  {
    why: 'Applied without a yes: it runs the pre-check and parks at the gate. Exit 9 is no failure.',
    play: command(['apply', 'plan.json'], { exit: 'parked' }),
  },
  {
    why: 'A person says yes to that very decision. In the middle of the migration the demo kills the process.',
    play: killedInTheMiddle,
  },
  {
    why: 'What happened? The journal and the cloud both say.',
    play: command(['status'], { exit: 'done' }),
  },
  {
    why: 'A pipeline that simply tries again is refused: a plan is used once.',
    play: command(['apply', 'plan.json'], { exit: 'stale' }),
  },
  {
    why: 'Resumed: a new process takes over, finds the call that was sent, waits for it, and proves the end.',
    play: command(['resume'], { exit: 'done' }),
  },
  {
    why: 'From now on a scheduled job watches. When there is nothing to say, it says nothing.',
    play: command(['drift', 'cluster.yaml'], { exit: 'done', silent: true }),
  },
  { why: 'And the cloud’s own log: two processes, one crash, how many migrations?', play: countCalls },
];
