import { succeed, type Result } from '../../core/diagnostic.ts';
import type { Kind } from '../../core/kind.ts';
import { reportFormat, type Report } from '../../core/report/report.ts';
import type { Store, StoredRun } from '../../store/store.ts';
import type { Host } from '../host.ts';
import { openStoreOfRuns } from '../open-store.ts';
import { parsePlan, type PlanFile } from '../read-plan.ts';
import { runToShow } from '../resume.ts';
import type { StorePlace } from '../store-place.ts';
import { gather } from './gather.ts';
import { sealed } from './report-file.ts';
import { toldOf } from './told.ts';

export interface FoundRun {
  readonly store: Store;
  readonly run: StoredRun;
  readonly file: PlanFile;
}

/** The named run, else the only open one, else the newest, with its plan. */
export const findReported = async (name: string | null, host: Host, place: StorePlace): Promise<Result<FoundRun>> => {
  const store = await openStoreOfRuns(host, place);
  if (!store.ok) return store;
  const chosen = await runToShow(store.value, name, 'report');
  if (!chosen.ok) return chosen;
  const run = await store.value.readRun(chosen.value.id);
  if (!run.ok) return run;
  const file = parsePlan(run.value.plan, `run ${run.value.alias}`, host);
  if (!file.ok) return file;
  return succeed({ store: store.value, run: run.value, file: file.value }, run.diagnostics);
};

/** All that there is of a run, in one file that proves itself. Reads only; `offline` asks no cloud. */
export const report = async (
  name: string | null,
  kinds: readonly Kind[],
  { host, place, offline }: { readonly host: Host; readonly place: StorePlace; readonly offline: boolean },
): Promise<Result<Report>> => {
  const found = await findReported(name, host, place);
  if (!found.ok) return found;
  const { store, run, file } = found.value;
  const evidence = await gather(run, file.plan, { store, host, kinds: offline ? null : kinds });
  const told = toldOf({ plan: file.plan, journal: run, evidence }, host.sha256);
  const written = { at: new Date(host.wall()).toISOString(), tool: host.tool };
  return succeed(sealed({ format: reportFormat, written, told, evidence }, host.sha256), found.diagnostics);
};
