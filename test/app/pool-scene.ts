import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { abort, type Aborted } from '../../src/app/abort.ts';
import { apply, type Applied } from '../../src/app/apply.ts';
import { drift, type DriftOptions, type DriftReport } from '../../src/app/drift.ts';
import { exitOfDiagnostics } from '../../src/app/exit-of.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { resume } from '../../src/app/resume.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { settleAside, type SettledAside } from '../../src/app/settle-aside.ts';
import { settle, type Settled } from '../../src/app/settle.ts';
import { status } from '../../src/app/status.ts';
import { short } from '../../src/core/decision.ts';
import type { Waiver } from '../../src/core/desired.ts';
import { succeed, type Result } from '../../src/core/diagnostic.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { StatusModel } from '../../src/render/model/status-model.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import type { StoredRun, WritableStore } from '../../src/store/store.ts';
import { desiredOf } from '../core/sample-kind.ts';
import { value } from '../store/samples.ts';
import { hostOver } from './pool-host.ts';
import { poolCloud, type Asked, type PoolCloud } from './pool-cloud.ts';

/** The use cases over a cloud of pools and a store in a temporary folder; time passes while somebody waits. */
export interface PoolScene {
  readonly cloud: PoolCloud;
  readonly kinds: readonly Kind[];
  readonly folder: string;
  /** What a person was told beside the journal. */
  readonly notes: string[];
  readonly options: (more?: Partial<RunOptions>) => RunOptions;
  readonly plan: (names?: readonly string[], waivers?: readonly Waiver[]) => Promise<PlanFile>;
  readonly apply: (file: PlanFile, more?: Partial<RunOptions>) => Promise<Result<Applied>>;
  readonly resume: (file: PlanFile, more?: Partial<RunOptions>) => Promise<Result<Applied>>;
  readonly abort: (file: PlanFile, more?: Partial<RunOptions>) => Promise<Result<Aborted>>;
  /** Sets a damaged run aside; its documents are asked for by name. */
  readonly setAside: (
    file: PlanFile,
    names?: readonly string[],
    more?: Partial<RunOptions>,
  ) => Promise<Result<SettledAside>>;
  readonly settle: (file: PlanFile, as: Settling, more?: Partial<RunOptions>) => Promise<Result<Settled>>;
  /** What status says may be done now, and what not: the commands and the words beside them. */
  readonly status: (file: PlanFile, how?: { readonly offline: boolean }) => Promise<StatusModel>;
  readonly drift: (
    names?: readonly string[],
    all?: boolean,
    more?: Partial<DriftOptions>,
  ) => Promise<Result<DriftReport>>;
  readonly store: () => Promise<WritableStore>;
  readonly stored: (file: PlanFile) => Promise<StoredRun>;
  /** The lines of a run that are about a step, or all: `intended`, `ended done`. */
  readonly lines: (file: PlanFile) => Promise<readonly string[]>;
}

/** `sent prod/heat`. */
export type Settling = `${'sent' | 'not-sent'} ${string}`;

export const runOf = ({ plan }: PlanFile): string => short(plan.digest);

export const fileOf = (plan: Plan): PlanFile => ({ plan, text: planText(plan) });

/** What a run came to: `ended done`, `open parked`, or what refused it: `RUN001 ambiguous`. */
export const came = (result: Result<Applied>): string => {
  if (!result.ok) return refusal(result);
  const { ended, exit } = result.value;
  return `${ended ? 'ended' : 'open'} ${exit}`;
};

/** The codes of what a use case was refused with, and the exit that follows from them. */
export const refusal = ({ ok, diagnostics }: Result<unknown>): string =>
  ok ? 'not refused' : [...diagnostics.map(({ code }) => code), exitOfDiagnostics(diagnostics)].join(' ');

/** The summaries of what a use case was refused with. */
export const whyOf = ({ diagnostics }: Result<unknown>): string => diagnostics.map(({ summary }) => summary).join('; ');

/** Asks that a process dies right before it asks this of the cloud. */
export const diesAt =
  (last: Asked) =>
  (asked: Asked): void => {
    if (asked === last) throw died;
  };

/** Cuts off the end of a run's journal, from the first line that tells of a step's call on: as a file that was restored too old. */
export const cutJournal = ({ folder }: PoolScene, file: PlanFile, step: string): void => {
  const place = join(folder, 'runs', runOf(file));
  const isCall = (line: string): boolean => line.includes('"type":"intended"') && line.includes(`"step":"${step}"`);
  for (const name of readdirSync(place).filter((one) => one.endsWith('.ndjson'))) {
    const lines = readFileSync(join(place, name), 'utf8').trimEnd().split('\n');
    const at = lines.findIndex(isCall);
    if (at !== -1)
      writeFileSync(
        join(place, name),
        lines
          .slice(0, at)
          .map((line) => `${line}\n`)
          .join(''),
      );
  }
};

/** The folder of a run in the store. */
export const folderOf = ({ folder }: PoolScene, file: PlanFile): string => join(folder, 'runs', runOf(file));

/** Drives until the process dies. */
export const untilDeath = async (driving: Promise<unknown>): Promise<void> => {
  await expect(driving).rejects.toBe(died);
};

const died = new Error('the process died');

export const statesOf = (result: Result<Applied>): Readonly<Record<string, string>> =>
  Object.fromEntries([...value(result).outcomes].map(([id, { state }]) => [id, state]));

export const poolScene = (): PoolScene => {
  const base = mkdtempSync(join(tmpdir(), 'onward-app-'));
  onTestFinished(() => {
    rmSync(base, { recursive: true, force: true });
  });
  const folder = join(base, 'store');
  const cloud = poolCloud();
  const kinds = [cloud.kind];
  const host = hostOver(cloud, base);
  const notes: string[] = [];
  const options = (more: Partial<RunOptions> = {}): RunOptions => ({
    host,
    store: { place: folder, as: null },
    executor: 'direct',
    approve: null,
    gates: [],
    takeOver: false,
    user: 'ann',
    ask: null,
    cancelled: () => false,
    onLine: () => undefined,
    onNote: (text) => notes.push(text),
    ...more,
  });
  const store = async (): Promise<WritableStore> => value(await value(await openDirectoryStore(folder)).ensure());
  const stored = async (file: PlanFile): Promise<StoredRun> => value(await (await store()).readRun(runOf(file)));
  return {
    cloud,
    kinds,
    folder,
    notes,
    options,
    plan: async (names = ['prod'], waivers = []) => {
      const targets = names.map((name) => desiredOf(name, { waivers }));
      return fileOf(value(await makePlan(targets, kinds, { host, store: { place: folder, as: null } })));
    },
    apply: (file, more) => apply(file, kinds, options(more)),
    resume: (file, more) => resume(runOf(file), kinds, options(more)),
    abort: (file, more) => abort(runOf(file), kinds, options(more)),
    setAside: (file, names = [], more = {}) => {
      const documents = () => Promise.resolve(succeed(names.map((name) => desiredOf(name))));
      return settleAside({ run: runOf(file), evidence: 'disk lost', documents }, kinds, options(more));
    },
    settle: (file, settling, more) => {
      const [as, step] = settling.split(' ') as ['sent' | 'not-sent', string];
      return settle({ run: runOf(file), step, as, evidence: 'ticket 55' }, kinds, options(more));
    },
    status: async (file, { offline } = { offline: true }) =>
      value(await status(runOf(file), kinds, { options: options(), offline })),
    drift: (names = ['prod'], all = false, more = {}) =>
      drift(
        names.map((name) => desiredOf(name)),
        kinds,
        { host, storePlace: folder, all, ...more },
      ),
    store,
    stored,
    lines: async (file) =>
      (await stored(file)).lines.map((line) => (line.type === 'ended' ? `ended ${line.outcome}` : line.type)),
  };
};
