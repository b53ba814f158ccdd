import { codes } from '../core/codes.ts';
import { jobExit, toldBy } from './ended.ts';
import { giveOutputs } from './outputs.ts';
import { publish, type Job } from './publish.ts';
import { withoutCommands } from './shield.ts';

/** A change from a fork: its documents are checked offline, and nobody's credentials are lent to it. */
export const forkJob = async (job: Job): Promise<number> => {
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
