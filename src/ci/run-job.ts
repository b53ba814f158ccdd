import { error, fail, type Diagnostic } from '../core/diagnostic.ts';
import { codes } from '../core/codes.ts';
import { exitCodes } from '../core/exit-code.ts';
import { exitOf, jobExit, saidOf, toldBy } from './ended.ts';
import type { Ran } from './host.ts';
import { giveOutputs } from './outputs.ts';
import { ofThisCommit, planGlance } from './plan-file.ts';
import { publish, type Job } from './publish.ts';
import { withoutCommands } from './shield.ts';
import { storeIsHere } from './store-trip.ts';

const refuse = async ({ host }: Job, diagnostics: readonly Diagnostic[]): Promise<number> => {
  host.log(saidOf(diagnostics));
  const exit = exitOf(diagnostics);
  await giveOutputs(host, { decision: '', applicable: 'false', parked: 'false', exit: String(exit), run: '' });
  return exit;
};

/** How the run stands, in the same words as at a terminal; without one, what the command said. */
const standing = async ({ host }: Job, run: string | null, ran: Ran): Promise<string> => {
  if (run === null) return toldBy('onward', ran);
  const status = await host.onward(['status', run], 'keep');
  return status.stdout === ''
    ? toldBy('onward', ran)
    : `${toldBy('onward', ran)}\n${toldBy(`onward status ${run}`, status)}`;
};

interface Driven {
  readonly args: readonly string[];
  readonly run: string | null;
  readonly decision: string;
}

const drive = async (job: Job, { args, run, decision }: Driven): Promise<number> => {
  const { host, inputs } = job;
  const yes = inputs.approve === null ? [] : ['--approve', inputs.approve];
  const over = inputs.takeOver ? ['--take-over'] : [];
  const ran = await withoutCommands(host, () => host.onward([...args, ...yes, ...over], 'show'));
  const parked = ran.exit === exitCodes.parked.code;
  await publish(job, { topic: 'run', markdown: await standing(job, run, ran) });
  await giveOutputs(host, {
    decision,
    applicable: String(ran.exit === exitCodes.done.code || parked),
    parked: String(parked),
    exit: String(ran.exit),
    run: run ?? '',
  });
  return jobExit(ran.exit);
};

const noPlan = (path: string): Diagnostic => {
  const { means, remedy } = codes.FRG015;
  return error('FRG015', { summary: `ONWARD_CI_PLAN: ${path} is no plan file`, detail: means, remedy });
};

/** Applies the plan of this commit, as far as its gates are open. Parked is no failure. */
export const applyJob = async (job: Job): Promise<number> => {
  const { host, place, inputs } = job;
  const glance = await planGlance(host, inputs.plan);
  if (glance === null) return refuse(job, fail(noPlan(inputs.plan)).diagnostics);
  const fits = ofThisCommit(glance, place.commit);
  if (!fits.ok) return refuse(job, fits.diagnostics);
  const here = await storeIsHere(host, inputs);
  if (!here.ok) return refuse(job, here.diagnostics);
  return drive(job, { args: ['apply', inputs.plan], run: glance.run, decision: glance.decision });
};

/** Goes on with the run that is named, or the only open one. */
export const resumeJob = async (job: Job): Promise<number> => {
  const { host, inputs } = job;
  const here = await storeIsHere(host, inputs);
  if (!here.ok) return refuse(job, here.diagnostics);
  return drive(job, { args: ['resume', ...(inputs.run === null ? [] : [inputs.run])], run: inputs.run, decision: '' });
};
