import { codes } from '../core/codes.ts';
import { error, fail, succeed, warning, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { chainStart, readJoint } from '../core/journal-chain.ts';
import { joinEpochs, type JoinedJournal } from '../core/journal-epochs.ts';
import type { FilePort } from './file-port.ts';
import { guarded } from './file-trouble.ts';
import { brokenJournal, journalPath, readJournalFile, tornJournal, type JournalFile } from './journal-file.ts';
import type { StorePorts } from './ports.ts';
import { isRunId } from './run-id.ts';
import { summarize } from './run-state.ts';
import type { StoredRun } from './store.ts';
import { epochsOf } from './target-file.ts';
import { listIfThere, readIfThere, textOf } from './whole-file.ts';

export const runFolder = (place: string, id: string): string => `${place}/runs/${id}`;

export const planPath = (folder: string): string => `${folder}/plan.json`;

/** The files of a run's journal, by their numbers; none when its plan was never accepted. */
export const journalEpochs = async (files: FilePort, folder: string): Promise<readonly number[]> =>
  epochsOf(await listIfThere(files, folder), 'journal.', '.ndjson');

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

const readPlan = async (files: FilePort, folder: string): Promise<Result<string>> => {
  const bytes = await readIfThere(files, planPath(folder));
  const text = bytes === null ? null : textOf(bytes);
  return text === null ? fail(wrongPlan(folder, bytes === null ? 'it is missing' : 'it is not text')) : succeed(text);
};

/** The plan of a run whose journal is damaged; null where the plan itself is, for then it proves nothing. */
export const planOfDamaged = async (
  { files }: StorePorts,
  folder: string,
  found: readonly Diagnostic[],
): Promise<string | null> => {
  if (found.some(({ code }) => code === 'STO011')) return null;
  const plan = await readPlan(files, folder);
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
  ports: StorePorts,
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

const readFiles = async (ports: StorePorts, folder: string, id: string): Promise<Result<StoredRun>> => {
  const epochs = await journalEpochs(ports.files, folder);
  const newest = epochs.length;
  if (newest === 0) return fail(noSuchRun(folder, id));
  const gap = gapIn(folder, epochs);
  if (gap !== undefined) return fail(gap);
  const plan = await readPlan(ports.files, folder);
  if (!plan.ok) return plan;
  const files: JournalFile[] = [];
  for (const epoch of epochs) files.push(await readJournalFile(ports.files, folder, epoch));
  const torn = files.filter((file) => file.torn).map((file) => tornJournal(file, file.epoch === newest));
  const journal = joined(folder, plan.value, files, ports);
  if (!journal.ok) return fail(...journal.diagnostics, ...torn);
  const run = { ...summarize(id, plan.value, journal.value), plan: plan.value, epoch: newest, ...journal.value };
  return succeed(run, [...torn, ...lateLines(folder, journal.value)]);
};

/** Reads a run and proves its journal: plan, chain and numbers over all files. Never writes. */
export const readStoredRun = (ports: StorePorts, place: string, id: string): Promise<Result<StoredRun>> => {
  const folder = runFolder(place, id);
  if (!isRunId(id)) return Promise.resolve(fail(noSuchRun(place, id)));
  return guarded(folder, () => readFiles(ports, folder, id));
};
