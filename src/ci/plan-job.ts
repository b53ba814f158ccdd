import { codes } from '../core/codes.ts';
import { exitWords, jobExit, toldBy } from './ended.ts';
import { giveOutputs } from './outputs.ts';
import { planGlance, type PlanGlance } from './plan-file.ts';
import { publish, type Job } from './publish.ts';
import { warn, withoutCommands } from './shield.ts';

/** A face of the plan, by `onward show`; '' where it could not be made, which is said and changes nothing else. */
const face = async ({ host, inputs }: Job, format: string): Promise<string> => {
  const shown = await host.onward(['show', inputs.plan, '--format', format], 'keep');
  if (shown.exit === 0) return shown.stdout;
  warn(host, `FRG014 ${codes.FRG014.title}: --format ${format} ended ${exitWords(shown.exit)}`);
  return '';
};

/** A change from a fork: its documents are checked offline, and nobody's credentials are lent to it. */
const forkJob = async (job: Job): Promise<number> => {
  const { host, inputs } = job;
  const ran = await withoutCommands(host, () => host.onward(['validate', ...inputs.documents], 'show'));
  const { title, means, remedy } = codes.FRG010;
  const markdown = `### ${title}\n\n${means} ${remedy}\n\n${toldBy('onward validate', ran)}`;
  // The token of such a job may only read, so no comment is tried.
  await publish({ ...job, inputs: { ...inputs, comment: false } }, { topic: 'plan', markdown });
  await giveOutputs(host, {
    decision: '',
    applicable: 'false',
    parked: 'false',
    exit: String(ran.exit),
    run: '',
    skipped: 'fork',
  });
  return jobExit(ran.exit);
};

/** Findings where the lines they are about are shown: annotations on GitHub, the widget's report on GitLab. */
const showFindings = async (job: Job): Promise<void> => {
  const { host, place, inputs } = job;
  if (place.forge === 'GitHub') host.log(await face(job, 'github'));
  else {
    const report = await face(job, 'gitlab');
    if (report !== '') await host.write(inputs.report, report);
  }
};

const outputsOf = (glance: PlanGlance | null, exit: number) => ({
  decision: glance?.decision ?? '',
  applicable: String(glance?.applicable ?? false),
  parked: 'false',
  exit: String(exit),
  run: glance?.run ?? '',
});

/** Plans, shows the plan in the log, in the summary, in one comment and at its lines, and hands on what it decided. */
export const planJob = async (job: Job): Promise<number> => {
  const { host, place, inputs } = job;
  if (place.fork) return forkJob(job);
  // A plan of an earlier step must not pose as this one's.
  await host.remove(inputs.plan);
  const args = ['plan', ...inputs.documents, '-o', inputs.plan];
  const ran = await withoutCommands(host, () => host.onward(args, 'show'));
  const glance = await planGlance(host, inputs.plan);
  const markdown = glance === null ? '' : await face(job, 'markdown');
  if (glance !== null) await showFindings(job);
  const { commented } = await publish(job, { topic: 'plan', markdown: markdown || toldBy('onward plan', ran) });
  await giveOutputs(host, { ...outputsOf(glance, ran.exit), commented: String(commented) });
  return jobExit(ran.exit);
};
