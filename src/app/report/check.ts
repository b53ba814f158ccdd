import { exitCodes } from '../../core/exit-code.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import type { Json } from '../../core/fact.ts';
import type { JoinedJournal } from '../../core/journal-epochs.ts';
import type { Plan } from '../../core/plan.ts';
import { differencesOf, type Difference } from '../../core/report/difference.ts';
import type { Report, ToldRun } from '../../core/report/report.ts';
import type { CheckedPart, ReportCheckModel } from '../../render/model/report-check-model.ts';
import type { Host } from '../host.ts';
import { exitNamed } from '../resume.ts';
import { checkApprovals } from './check-approvals.ts';
import { checkJournal } from './check-journal.ts';
import { checkAccepted, checkPlan } from './check-plan.ts';
import { readReport, sealOf, type ReadReport } from './report-file.ts';
import { toldOf } from './told.ts';

/** Of many differences the first ones tell enough. */
const mostTold = 10;

const shown = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

const ofRequests = (path: string): boolean => /^(calls|ends)\//.test(path);

const differs = ({ path, told, found }: Difference): CheckedPart => ({
  part: ofRequests(path) ? 'requests' : 'told',
  is: 'altered',
  says: `${path}: the report tells ${shown(told)}, its lines give ${shown(found)}`,
});

const requests = ({ told }: Report): CheckedPart => {
  const own = told.calls.flatMap(({ request }) => request ?? []);
  const reads = new Set(told.ends.flatMap(({ evidence }) => evidence.map(({ request }) => request)));
  const says = `${own.length} request ids of calls and ${reads.size} of the reads that showed their ends, the same as in the lines`;
  return { part: 'requests', is: 'proven', says };
};

/** What is told is worked out again. What the files of the journal show by themselves was said where they were checked. */
const checkTold = (
  report: Report,
  proven: { plan: Plan; journal: JoinedJournal },
  host: Host,
): readonly CheckedPart[] => {
  const told = report.told as unknown as Json;
  const found = toldOf({ ...proven, evidence: report.evidence }, host.sha256) as unknown as Json;
  const all = differencesOf(told, found, { exactly: report.written.tool === host.tool });
  if (all.length === 0)
    return [requests(report), { part: 'told', is: 'proven', says: 'all else follows from the plan and the lines' }];
  const more = all.length - mostTold;
  const rest: CheckedPart = { part: 'told', is: 'altered', says: `and at ${more} more places` };
  return [...all.slice(0, mostTold).map(differs), ...(more > 0 ? [rest] : [])];
};

const beyond = 'who wrote the report and when, the policy, or what the cloud said then';

const checkSeal = ({ report, asWritten }: ReadReport, isAltered: boolean, { sha256 }: Host): readonly CheckedPart[] => {
  const fits = sealOf(report, sha256) === report.seal;
  const seal = report.seal.slice('sha256:'.length);
  if (!fits)
    return [
      {
        part: 'seal',
        is: 'altered',
        says: isAltered
          ? 'it is not that of the file'
          : `it is not that of the file: ${beyond} is not as it was written`,
      },
    ];
  const sealed: CheckedPart = isAltered
    ? { part: 'seal', is: 'altered', says: 'it fits what was altered: somebody made it anew' }
    : { part: 'seal', is: 'proven', says: `${seal}; compare it with the one that was kept elsewhere` };
  const text = 'its values are as written, its text is not: something reformatted the file';
  return [sealed, ...(asWritten ? [] : [{ part: 'text', is: 'altered', says: text } as const])];
};

const unknown: CheckedPart = {
  part: 'told',
  is: 'unproven',
  says: 'what the report tells cannot be worked out again from what was altered',
};

const partsOf = async (read: ReadReport, signers: Uint8Array | null, host: Host): Promise<readonly CheckedPart[]> => {
  const { report } = read;
  const { parts: ofPlan, plan } = checkPlan(report, host);
  const { parts: ofJournal, journal } = checkJournal(report, plan !== null, host.sha256);
  const parts = [...ofPlan, ...ofJournal];
  if (plan === null || journal === null) parts.push(unknown);
  else {
    parts.push(...checkAccepted(plan, journal));
    parts.push(...(await checkApprovals({ report, plan, journal, host, signers })));
    parts.push(...checkTold(report, { plan, journal }, host));
  }
  const isAltered = parts.some(({ is }) => is === 'altered');
  return [...parts, ...checkSeal(read, isAltered, host)];
};

/** How a run stood when it was written down, in words. */
const standingWords = ({ state, parkedAt, exit }: ToldRun): string => {
  if (state === 'parked') return `open: parked at ${parkedAt.join(', ')}`;
  if (state === 'open' || exit === null) return 'open: it was under way, or its runner died';
  return `ended, exit ${exit} (${exitCodes[exitNamed(exit)].name})`;
};

const found = (parts: readonly CheckedPart[], is: CheckedPart['is'], file: string): readonly Diagnostic[] => {
  const those = parts.filter((one) => one.is === is);
  const [first] = those;
  if (first === undefined) return [];
  const more = those.length === 1 ? '' : ` (and ${those.length - 1} more)`;
  const summary = `${first.part}: ${first.says}${more}`;
  return is === 'altered'
    ? [
        error('RUN024', {
          summary,
          at: { file },
          remedy: 'take the file from where it was kept first, or write it again from the store',
        }),
      ]
    : [error('RUN025', { summary, at: { file }, remedy: 'give the allowed-signers file of that time with --signers' })];
};

/** What a check found, and as errors what is against the report. */
export interface ReportChecked {
  readonly model: ReportCheckModel;
  readonly against: readonly Diagnostic[];
}

const signersIn = async (path: string | null, host: Host): Promise<Result<Uint8Array | null>> => {
  if (path === null) return succeed(null);
  try {
    return succeed(await host.readFile(path));
  } catch (problem) {
    const detail = `${(problem as { code?: string }).code ?? 'it cannot be read'}.`;
    const remedy = 'give the path of an allowed-signers file';
    return fail(error('USE002', { summary: 'the signers cannot be read', detail, at: { file: path }, remedy }));
  }
};

/** Proves a report offline: no store, no cloud, no network; ssh-keygen alone is asked where there are signatures. */
export const checkReport = async (
  file: string,
  { host, signers: path }: { readonly host: Host; readonly signers: string | null },
): Promise<Result<ReportChecked>> => {
  const read = await readReport(file, host);
  if (!read.ok) return read;
  const signers = await signersIn(path, host);
  if (!signers.ok) return signers;
  const { told, written, seal } = read.value.report;
  const parts = await partsOf(read.value, signers.value, host);
  const { id, alias } = told.run;
  const { at, tool } = written;
  const model = { run: id, alias, standing: standingWords(told.run), written: { at, tool }, seal, parts };
  return succeed({ model, against: [...found(parts, 'altered', file), ...found(parts, 'void', file)] });
};
