import { jobExit, toldBy } from './ended.ts';
import { giveOutputs } from './outputs.ts';
import { publish, type Job } from './publish.ts';
import { withoutCommands } from './shield.ts';

/** Says what differs, in the log and the summary; nothing at all where nothing does. */
export const driftJob = async (job: Job): Promise<number> => {
  const { host, inputs } = job;
  const ran = await withoutCommands(host, () => host.onward(['drift', ...inputs.documents], 'show'));
  if (ran.exit !== 0) {
    const quiet = { ...job, inputs: { ...inputs, comment: false } };
    await publish(quiet, { topic: 'run', markdown: toldBy('onward drift', ran) });
  }
  await giveOutputs(host, { exit: String(ran.exit), drift: String(ran.exit === 2) });
  return jobExit(ran.exit);
};
