import { codes } from '../core/codes.ts';
import { error, fail, succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { chainStart, readJoint } from '../core/journal-chain.ts';
import { joinEpochs, type JoinedJournal } from '../core/journal-epochs.ts';
import { epochsThere } from './epochs.ts';
import { guarded } from './trouble.ts';
import {
  brokenJournal,
  journalPath,
  journalSeries,
  readJournalFile,
  tornJournal,
  type JournalFile,
} from './journal-file.ts';
import type { ShelfPorts } from './ports.ts';
import { glanceAt } from './plan-glance.ts';
import { isRunId } from './run-id.ts';
import { summarize } from './run-state.ts';
import { readSetAside, type SetAside } from './set-aside.ts';
import type { StoredRun } from './store.ts';
import type { Shelf } from './shelf.ts';
import { textOf } from './text.ts';

export const runFolder = (place: string, id: string): string => `${place}/runs/${id}`;

export const planPath = (folder: string): string => `${folder}/plan.json`;

/** The plan while it is being accepted. It becomes plan.json once the journal has its first line, and never before. */
export const acceptingPath = (folder: string): string => `${folder}/accepting.json`;

/** The files of a run's journal, by their numbers; none when its plan was never accepted. */
const journalEpochs = (shelf: Shelf, folder: string): Promise<readonly number[]> =>
  epochsThere(shelf, journalSeries(folder));

/** A plan.json was accepted, also where its journal is gone since. */
export const wasAccepted = async (shelf: Shelf, folder: string): Promise<boolean> =>
  (await shelf.exists(journalPath(folder, 1))) ||
  (await shelf.exists(planPath(folder))) ||
  (await journalEpochs(shelf, folder)).length > 0;

const lostJournal = (folder: string, why: string): Diagnostic =>
  error('STO028', {
    summary: `${codes.STO028.title}: ${why}`,
    detail: codes.STO028.means,
    at: { file: journalPath(folder, 1) },
    remedy: codes.STO028.remedy,
  });

/** A run has the beginning of its plan's digest as its name; a folder of another name was moved or copied. */
const otherFolder = (folder: string, id: string, plan: string): Diagnostic | null => {
  const own = glanceAt(plan)
    .digest?.replace(/^sha256:/, '')
    .slice(0, 12);
  if (own === undefined || own === id) return null;
  return error('STO029', {
    summary: `${codes.STO029.title}: ${id}; its plan's is ${own}`,
    detail: codes.STO029.means,
    at: { file: folder },
    remedy: `Give the folder its name back, ${own}; where a run of that name is there, keep this copy outside of the store.`,
  });
};

const setAsideBy = (id: string, { by, at, evidence }: SetAside): Diagnostic =>
  error('STO030', {
    summary: `run ${id} was set aside by ${by} at ${at}: ${evidence}`,
    detail: codes.STO030.means,
    remedy: codes.STO030.remedy,
  });

const gapIn = (folder: string, epochs: readonly number[]): Diagnostic | undefined => {
  const gap = epochs.findIndex((epoch, index) => epoch !== index + 1);
  if (gap === -1) return undefined;
  const path = journalPath(folder, gap + 1);
  return error('STO016', {
    summary: `${codes.STO016.title}: ${path}`,
    detail: codes.STO016.means,
    at: { file: path },
    remedy: codes.STO016.remedy,
  });
};

const readPlan = async (shelf: Shelf, folder: string): Promise<Result<string>> => {
  // Between the first two looks another process may have given the file its name: then it is there by now.
  const bytes =
    (await shelf.read(planPath(folder))) ??
    (await shelf.read(acceptingPath(folder))) ??
    (await shelf.read(planPath(folder)));
  const text = bytes === null ? null : textOf(bytes);
  return text === null ? fail(wrongPlan(folder, bytes === null ? 'it is missing' : 'it is not text')) : succeed(text);
};

/** The plan of a run whose journal is damaged; null where the plan itself is, for then it proves nothing. */
export const planOfDamaged = async (
  { shelf }: ShelfPorts,
  folder: string,
  found: readonly Diagnostic[],
): Promise<string | null> => {
  if (found.some(({ code }) => code === 'STO011')) return null;
  const plan = await readPlan(shelf, folder);
  return plan.ok ? plan.value : null;
};

const wrongPlan = (folder: string, why: string): Diagnostic =>
  error('STO011', {
    summary: `${codes.STO011.title}: ${why}`,
    detail: codes.STO011.means,
    at: { file: planPath(folder) },
    remedy: codes.STO011.remedy,
  });

const lateLines = (folder: string, { late }: JoinedJournal): readonly Diagnostic[] => {
  const [first] = late;
  if (first === undefined) return [];
  return [
    warning('STO018', {
      summary: `${codes.STO018.title}: ${late.length} ${late.length === 1 ? 'line' : 'lines'}, from number ${first.line.seq}`,
      detail: codes.STO018.means,
      at: { file: journalPath(folder, first.epoch) },
      remedy: codes.STO018.remedy,
    }),
  ];
};

/** The very first line vouches for the plan; when it does not fit, the plan is named, not the line. */
const joined = (
  folder: string,
  plan: string,
  files: readonly JournalFile[],
  ports: ShelfPorts,
): Result<JoinedJournal> => {
  const result = joinEpochs(files, chainStart(plan, ports.sha256), ports.sha256);
  if (result.ok) return succeed(result.journal);
  const { epoch, broken } = result;
  const vouched = readJoint(files[0]?.texts[0] ?? '')?.hash;
  const unlike = vouched !== undefined && vouched !== ports.sha256(plan);
  if (unlike && epoch === 1 && broken.index === 0 && broken.is === 'altered')
    return fail(wrongPlan(folder, 'other bytes'));
  return fail(brokenJournal(journalPath(folder, epoch), broken));
};

export const noSuchRun = (place: string, name: string): Diagnostic =>
  error('STO025', {
    summary: `There is no run ${name}`,
    detail: codes.STO025.means,
    at: { file: place },
    remedy: codes.STO025.remedy,
  });

const readFiles = async (ports: ShelfPorts, folder: string, id: string): Promise<Result<StoredRun>> => {
  const epochs = await journalEpochs(ports.shelf, folder);
  const newest = epochs.length;
  if (newest === 0)
    return fail(
      (await wasAccepted(ports.shelf, folder)) ? lostJournal(folder, 'it is missing') : noSuchRun(folder, id),
    );
  const gap = gapIn(folder, epochs);
  if (gap !== undefined) return fail(gap);
  const plan = await readPlan(ports.shelf, folder);
  if (!plan.ok) return plan;
  const other = otherFolder(folder, id, plan.value);
  if (other !== null) return fail(other);
  const files: JournalFile[] = [];
  for (const epoch of epochs) files.push(await readJournalFile(ports.shelf, folder, epoch));
  if (files.every(({ texts }) => texts.length === 0) && (await ports.shelf.exists(planPath(folder))))
    return fail(lostJournal(folder, 'it is empty'));
  const torn = files.filter((file) => file.torn).map((file) => tornJournal(file, file.epoch === newest));
  const journal = joined(folder, plan.value, files, ports);
  if (!journal.ok) return fail(...journal.diagnostics, ...torn);
  const run = {
    ...summarize(id, plan.value, journal.value),
    plan: plan.value,
    epoch: newest,
    epochs: files.map(({ epoch, texts }) => ({ epoch, texts })),
    ...journal.value,
  };
  return succeed(run, [...torn, ...lateLines(folder, journal.value)]);
};

/** What no more than a person's word can get past, where nothing brings the files back. */
const damage: readonly string[] = ['STO011', 'STO013', 'STO014', 'STO015', 'STO016', 'STO028'];

/** The run's files are not as Onward left them, and nothing else is wrong. */
export const isDamage = (diagnostics: readonly Diagnostic[]): boolean => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ code }) => damage.includes(code));
};

const withWayOut = (id: string, found: Diagnostic): Diagnostic =>
  damage.includes(found.code)
    ? {
        ...found,
        remedy: `${found.remedy ?? ''} Where that cannot be done: \`onward settle ${id} --as set-aside --evidence TEXT\`.`,
      }
    : found;

/** Reads a run and proves its journal: plan, chain and numbers over all files. Never writes. */
export const readStoredRun = (ports: ShelfPorts, place: string, id: string): Promise<Result<StoredRun>> => {
  const folder = runFolder(place, id);
  if (!isRunId(id)) return Promise.resolve(fail(noSuchRun(place, id)));
  return guarded(folder, async () => {
    const aside = await readSetAside(ports, folder);
    if (aside !== null) return fail(setAsideBy(id, aside));
    const run = await readFiles(ports, folder, id);
    return run.ok ? run : fail(...run.diagnostics.map((found) => withWayOut(id, found)));
  });
};
