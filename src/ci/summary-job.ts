import { codes } from '../core/codes.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import { exitCodes, worst } from '../core/exit-code.ts';
import { exitOf, saidOf } from './ended.ts';
import { faceOf } from './face.ts';
import { planOfShard } from './inputs.ts';
import { giveOutputs } from './outputs.ts';
import { ofThisCommit, planGlance, type PlanGlance } from './plan-file.ts';
import { publish, type Job } from './publish.ts';

/** One part of many targets, as the job that planned it left it. */
interface Part {
  readonly file: string;
  readonly glance: PlanGlance | null;
}

const partsOf = async ({ host, inputs }: Job): Promise<readonly Part[]> => {
  const files = Array.from({ length: inputs.shards }, (_, at) => planOfShard(inputs.plan, at + 1));
  return Promise.all(files.map(async (file) => ({ file, glance: await planGlance(host, file) })));
};

/** A part without a plan, or with the plan of another commit: what is summed up would not be what is under review. */
const faultOf = ({ file, glance }: Part, index: number, { place, inputs }: Job): readonly Diagnostic[] => {
  if (glance !== null) return ofThisCommit(glance, place.commit).diagnostics;
  const { means, remedy } = codes.FRG017;
  const summary = `part ${index + 1} of ${inputs.shards} left no plan: there is no ${file}`;
  return [error('FRG017', { summary, detail: means, remedy })];
};

/** What a comment says before anything else: a table that is not whole must not be taken for one that is. */
const warned = (faults: readonly Diagnostic[]): string =>
  faults.length === 0
    ? ''
    : `> [!WARNING]\n> This is not all of it.\n${faults.map(({ code, summary }) => `> ${code} ${summary}\n`).join('')}\n`;

/** A change from a fork has no plans: each part was checked offline by its own job, and says so there. */
const forkSummary = async ({ host }: Job): Promise<number> => {
  host.log(`FRG010 ${codes.FRG010.title}\n`);
  await giveOutputs(host, { decision: '', applicable: 'false', parked: 'false', exit: '0', run: '', skipped: 'fork' });
  return exitCodes.done.code;
};

/** One comment for the plans of all parts, a line a target. Ends as the worst of them, and never green while one is missing. */
export const summaryJob = async (job: Job): Promise<number> => {
  const { host, place } = job;
  if (place.fork) return forkSummary(job);
  const parts = await partsOf(job);
  const faults = parts.flatMap((part, index) => faultOf(part, index, job));
  const there = parts.flatMap(({ file, glance }) => (glance === null ? [] : [{ file, glance }]));
  const args = [...there.map(({ file }) => file), '--summary', '--format', 'markdown'];
  const table = there.length === 0 ? '' : await faceOf(host, args);
  host.log(saidOf(faults));
  const { commented } = await publish(job, { topic: 'plan', markdown: `${warned(faults)}${table}` });
  const ended = exitCodes[worst(there.map(({ glance }) => glance.ends))].code;
  const exit = faults.length > 0 ? exitOf(faults) : ended;
  await giveOutputs(host, {
    decision: '',
    applicable: String(there.some(({ glance }) => glance.applicable)),
    parked: 'false',
    exit: String(exit),
    run: '',
    commented: String(commented),
  });
  return exit;
};
