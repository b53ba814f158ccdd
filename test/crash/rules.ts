import type { Rules } from '../../src/app/rehearse/rules.ts';
import type { Row } from '../../src/app/rehearse/sky.ts';
import type { ActStep } from '../../src/core/step.ts';
import type { Journey } from './journeys.ts';

/** The writes of a step's operation, as the twin's log names them; of others nobody need settle anything. */
const callsOf: Readonly<Record<string, RegExp>> = {
  'ack.migrate/1': /^MigrateCluster$/,
  'ack.remove-node/1': /^delete nodes$/,
  'aoc.migrate-hot/1': /^migrate-vm$/,
  'aoc.migrate-cold/1': /^migrate-vm$/,
  'aoc.move-hot/1': /^migrate-vm-across-cluster$/,
  'aoc.move-cold/1': /^migrate-vm-across-cluster$/,
  'aoc.copy/1': /^migrate-vm-across-cluster$/,
  'aoc.cut-over/1': /^stop-vm-in-cutover-migration$/,
  'aoc.shut-down/1': /^shutdown-vm$/,
  'aoc.cut-power/1': /^poweroff-vm$/,
  'aoc.start/1': /^start-vm$/,
};

const isCallOf = ({ id, operation }: ActStep, { action }: Row): boolean => {
  const calls = callsOf[operation];
  if (calls === undefined) throw new Error(`nobody knows what ${id} calls`);
  return calls.test(action);
};

/** Calls of which no second one may leave while the first can still do something. */
const careful = /^(MigrateCluster|migrate-vm(-across-cluster)?|stop-vm-in-cutover-migration)$/;

/** As many as masters that it leaves behind. */
const nodesRemoved = 3;

/** What is promised of a journey's calls, said here by hand and not by what the product knows of them. */
export const rulesOf = ({ gates, sends }: Journey): Rules => ({
  isOnce: (call) => careful.test(call) || call === 'delete nodes',
  isCareful: (call) => careful.test(call),
  dies: (call) => call === 'MigrateCluster',
  isFree: (call) => call === 'RunClusterCheck',
  asked: ({ action }) => (sends.test(action) ? (action === 'delete nodes' ? nodesRemoved : 1) : 0),
  isCallOf,
  gatesOf: ({ action }) => Object.keys(gates).filter((name) => gates[name]?.test(action) === true),
});
