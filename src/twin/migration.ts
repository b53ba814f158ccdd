import type { WorldFailure, WorldMigrate } from './world-schema.ts';
import { createPending, isInFlight, type Pending } from './pending.ts';
import { minutes } from './time.ts';

type Phase = WorldFailure['phase'];

/** One stage of the task. The service documents no names; these follow the phases its guide describes. */
export interface Stage {
  readonly name: string;
  /** Virtual ms. */
  readonly from: number;
  readonly to: number;
  readonly fails: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A migration from accepted to done (or rolled back), all times known beforehand. */
export interface Migration {
  readonly taskId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly spec: string;
  readonly stages: readonly Stage[];
  /** When the API server refuses connections. */
  readonly down: Span;
  readonly from: number;
  readonly to: number;
  /** Undefined when it succeeds. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly pending: Pending;
  /** The object with the etcd snapshot, and when it is there. Of dedicated clusters that get so far. */
  readonly snapshot?: { readonly bucket: string; readonly key: string; readonly at: number };
  /** It has been put there. */
  stored?: boolean;
}

const names: Readonly<Record<Phase, string>> = {
  precheck: 'PreCheck',
  hibernate: 'HibernateControlPlane',
  snapshot: 'BackupEtcd',
  start: 'StartManagedComponents',
  verify: 'VerifyCluster',
};

export const phases: readonly Phase[] = ['precheck', 'hibernate', 'snapshot', 'start', 'verify'];

interface MigrationOptions {
  readonly taskId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly spec: string;
  readonly from: number;
  readonly migrate: WorldMigrate;
  /** Where and how it fails; undefined when it succeeds. */
  readonly failure: WorldFailure | undefined;
}

export const defaultMinutes = { total: 12, down: 7 } as const;

/** Hibernation, etcd backup and start of the managed components take a third of the API server's absence each. */
function planStages(from: number, migrate: WorldMigrate): readonly Stage[] {
  const total = minutes(migrate.minutes ?? defaultMinutes.total);
  const down = minutes(migrate.apiDownMinutes ?? Math.min(defaultMinutes.down, total / 60_000));
  const before = (total - down) * 0.4;
  const ends = [before, before + down / 3, before + (down * 2) / 3, before + down, total].map((end) =>
    Math.round(from + end),
  );
  return phases.map((phase, index) => ({
    name: names[phase],
    from: ends[index - 1] ?? from,
    to: ends[index] ?? from,
    fails: false,
  }));
}

/** A failure ends its stage and starts the rollback, which takes a sixth of the whole time. */
function failAt(stages: readonly Stage[], phase: Phase): readonly Stage[] {
  const index = phases.indexOf(phase);
  const done = stages.slice(0, index + 1).map((stage, at) => ({ ...stage, fails: at === index }));
  const failedAt = done.at(-1)?.to ?? 0;
  const whole = (stages.at(-1)?.to ?? 0) - (stages[0]?.from ?? 0);
  return [...done, { name: 'Rollback', from: failedAt, to: Math.round(failedAt + whole / 6), fails: false }];
}

/** Down from hibernation until the managed components run, or until the rollback has woken the old ones. */
function findDown(stages: readonly Stage[]): Span {
  const asleep = stages.find((stage) => stage.name === names.hibernate);
  if (asleep === undefined) return { from: 0, to: 0 };
  const started = stages.find((stage) => stage.name === names.start && !stage.fails);
  return { from: asleep.from, to: (started ?? stages.at(-1) ?? asleep).to };
}

export function planMigration({ migrate, failure, from, ...rest }: MigrationOptions): Migration {
  const planned = planStages(from, migrate);
  const stages = failure === undefined ? planned : failAt(planned, failure.phase);
  return {
    ...rest,
    stages,
    down: findDown(stages),
    from,
    to: stages.at(-1)?.to ?? from,
    error: failure && {
      code: failure.code ?? 'MigrateFailed',
      message: failure.message ?? `failed in stage ${names[failure.phase]}, rolled back`,
    },
    pending: createPending(stages.map((stage) => stage.to)),
  };
}

/** The stage of a phase, if the migration gets to it. */
export const findStage = ({ stages }: Migration, phase: Phase): Stage | undefined =>
  stages.find(({ name }) => name === names[phase]);

export const isMigrating = (migration: Migration, now: number): boolean => isInFlight(migration.pending, now);

export const isDown = ({ down }: Migration, now: number): boolean => down.from <= now && now < down.to;
