import { jobExit, toldBy } from './ended.ts';
import { faceOf } from './face.ts';
import { forkJob } from './fork-job.ts';
import { giveOutputs } from './outputs.ts';
import { planGlance, type PlanGlance } from './plan-file.ts';
import { publish, type Job } from './publish.ts';
import { withoutCommands } from './shield.ts';

const face = ({ host, inputs }: Job, format: string): Promise<string> =>
  faceOf(host, [inputs.plan, '--format', format]);

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
export const planJob = async (given: Job): Promise<number> => {
  // A part of many is told by the one comment for all parts.
  const job = given.inputs.shard === null ? given : { ...given, inputs: { ...given.inputs, comment: false } };
  const { host, place, inputs } = job;
  if (place.fork) return forkJob(job);
  // A plan of an earlier step must not pose as this one's.
  await host.remove(inputs.plan);
  const part = inputs.shard === null ? [] : ['--shard', inputs.shard];
  const args = ['plan', ...inputs.documents, ...part, '-o', inputs.plan];
  const ran = await withoutCommands(host, () => host.onward(args, 'show'));
  const glance = await planGlance(host, inputs.plan);
  const markdown = glance === null ? '' : await face(job, 'markdown');
  if (glance !== null) await showFindings(job);
  const { commented } = await publish(job, { topic: 'plan', markdown: markdown || toldBy('onward plan', ran) });
  await giveOutputs(host, { ...outputsOf(glance, ran.exit), commented: String(commented) });
  return jobExit(ran.exit);
};
