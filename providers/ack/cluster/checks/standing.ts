import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { anyMigration, onlyDedicated } from './columns.ts';
import { list, record, say, text } from './fact-values.ts';
import { minorOf } from './version.ts';

const isIdle = (subject: CheckSubject): Judgement => {
  const state = text(subject, 'cluster.state');
  const tasks = list(subject, 'cluster.tasks').map(
    (task) => `${say(task, 'type')} ${say(task, 'id')} (${say(task, 'state')}) since ${say(task, 'created')}`,
  );
  if (state === 'running' && tasks.length === 0) return { verdict: 'pass', summary: 'running and idle' };
  const migrating = state === 'migrating' || tasks.some((task) => /migrat/i.test(task));
  const wrong = [
    ...(state === 'running' ? [] : [`the cluster is ${state}; running is needed`]),
    ...(tasks.length === 0
      ? []
      : [`${tasks.length === 1 ? '1 task has' : `${tasks.length} tasks have`} not ended; 0 allowed`]),
  ];
  return {
    verdict: 'fail',
    summary: migrating ? 'a migration that no plan of this store started is under way' : wrong.join(', '),
    detail: [`state=${state}`, ...tasks].join('; '),
    remedy: migrating ? 'wait until it ended, look at what became of the cluster, then plan' : 'wait, then plan',
    at: '/spec/clusterId',
  };
};

const versionFits = (subject: CheckSubject): Judgement => {
  const version = text(subject, 'cluster.version');
  const minor = minorOf(version);
  const at = '/spec/clusterId';
  if (minor === null)
    return {
      verdict: 'fail',
      hard: true,
      summary: `Kubernetes version ${version} cannot be read as a version; 1.18 or later is needed`,
      at,
    };
  if (minor >= 18) return { verdict: 'pass', summary: `Kubernetes ${version} is 1.18 or later` };
  const remedy = 'upgrade the cluster to 1.18 or later first, then plan again';
  // Of dedicated clusters the vendor moves none below 1.18 today: there is nothing to waive.
  if (minor < 16 || onlyDedicated(subject))
    return { verdict: 'fail', hard: true, summary: `Kubernetes is ${version}; 1.18 or later is needed`, remedy, at };
  return {
    verdict: 'fail',
    summary: `Kubernetes is ${version}; 1.18 or later is needed, 1.16 and 1.17 only with a waiver`,
    detail: 'The vendor once allowed 1.16. Otherwise migrate after an upgrade; the migration keeps the version.',
    remedy: `${remedy}; or waive ACK104 with a reason and an expiry`,
    at,
  };
};

const noUpgradeFallsIn = (subject: CheckSubject): Judgement => {
  const upgrade = record(subject, 'cluster.autoUpgrade');
  const window = record(subject, 'cluster.maintenance');
  const upgrades = upgrade?.['enabled'] === true;
  const maintained = window?.['enabled'] === true;
  if (!upgrades && !maintained) return { verdict: 'pass', summary: 'no automatic upgrade and no maintenance window' };
  const times = ['weekly', 'time', 'duration']
    .map((part) => say(window ?? undefined, part))
    .filter((part) => part !== '');
  const what = [
    upgrades ? `automatic upgrade (${say(upgrade ?? undefined, 'channel') || 'on'})` : '',
    maintained ? `maintenance window ${times.join(' ')}` : '',
  ];
  return {
    verdict: 'warn',
    summary: `may fall into the run: ${what.filter((part) => part !== '').join(', ')}`,
    detail: 'Onward cannot tell when this plan will be approved.',
    remedy: 'approve outside that window, or switch it off until the run has ended',
    at: '/spec/clusterId',
  };
};

/** ACK103, ACK104, ACK123: how the cluster stands before the journey. */
export const standingChecks: readonly Check[] = [
  {
    code: 'ACK103',
    explains:
      "A migration is accepted of a running cluster that does nothing else. A task that has not ended, such as an upgrade or a change of nodes, would run into it; and a migration that no run of this store began may be somebody else's. It is asked again right before the gate.",
    remedy:
      'Wait until the task that is named has ended, or end it in the console, then plan again. Of a migration under way look what becomes of it first.',
    demands: 'the cluster is running and idle',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.state', 'cluster.tasks'],
    judge: isIdle,
  },
  {
    code: 'ACK104',
    explains:
      'The page of 2021 asked for 1.16, the current one asks for 1.18. Below 1.16 nothing helps; 1.16 and 1.17 of a standard cluster may be waived by whoever knows that the migration must come before the upgrade, of a dedicated one not. The migration keeps the version.',
    demands: 'Kubernetes is 1.18 or later (1.16 with a waiver)',
    stage: 'journey',
    waivable: true,
    facts: ['cluster.version'],
    applies: anyMigration,
    judge: versionFits,
  },
  {
    code: 'ACK123',
    explains:
      'An upgrade in the middle of the run would change what is being migrated, and Onward cannot tell when a plan is approved. A warning: a yes accepts it.',
    remedy:
      'Say yes outside that window, keep the run to one of your own (spec.gates.window), or switch the automatic upgrade off until the run has ended.',
    demands: 'no automatic upgrade or maintenance window falls into the run',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.autoUpgrade', 'cluster.maintenance'],
    judge: noUpgradeFallsIn,
  },
];
