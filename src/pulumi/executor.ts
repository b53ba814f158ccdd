import { LocalWorkspace } from '@pulumi/pulumi/automation/index.js';
import { access, constants } from 'node:fs/promises';
import type { Executor, Interruption, Leg } from '../run/executor.ts';
import { loadStub } from './assets.ts';
import { driveLeg, type Drive } from './drive.ts';
import { EngineCommand, EngineEnded } from './engine-command.ts';
import { engineEnv } from './engine-env.ts';
import type { Env } from './engine.ts';
import { engineAbsent, engineUnusable, interruptionOf, noPrivateFolder, type EngineEnd } from './interruption.ts';
import { program } from './program.ts';
import { openPipe, type Pipe } from './socket.ts';
import { whenStill } from './standstill.ts';
import { catchStrays } from './strays.ts';
import { makeWorkFolder, type WorkFolder } from './work-folder.ts';

/** The engine to use (from `findEngine`), and the operator's environment, of which only ONWARD_PULUMI_WORK is read. */
export interface PulumiOptions {
  readonly engine: string;
  readonly env: Env;
}

/** Waiting for a cloud costs no CPU, so every step that may run does; the bound keeps the provider's sockets few. */
const widest = 256;
/** A busy machine starts an engine in 15 s; one that starts nothing for this long will not. */
const stillMs = 120_000;

/**
 * Walks legs through Pulumi: one resource a step, one stack and one private folder a leg, all scratch. Pulumi orders the
 * steps and shows them; `perform` does them, in this process. When the engine breaks, the result says so at once; a step
 * in flight then goes on in `perform`, whose promise is the caller's, and nothing else is started.
 */
export const pulumiExecutor =
  ({ engine, env }: PulumiOptions): Executor =>
  async (leg, perform) => {
    if (leg.steps.length === 0) return {};
    const unusable = await judge(engine);
    if (unusable !== undefined) return { interrupted: unusable };
    const drive = driveLeg(leg, perform);
    const place = await makePlace(drive, env['ONWARD_PULUMI_WORK']);
    if ('code' in place) return { interrupted: place };
    const end = await walk(leg, drive, engine, place).finally(place.clear);
    if (drive.bugs.length > 0) throw drive.bugs[0];
    const rest = { steps: leg.steps.length, left: drive.left(), inFlight: drive.inFlight() };
    return rest.left.length + rest.inFlight.length === 0 ? {} : { interrupted: interruptionOf(end, rest) };
  };

const judge = async (engine: string): Promise<Interruption | undefined> => {
  const can = (mode: number): Promise<boolean> =>
    access(engine, mode).then(
      () => true,
      () => false,
    );
  if (!(await can(constants.F_OK))) return engineAbsent(engine);
  return (await can(constants.X_OK)) ? undefined : engineUnusable(engine);
};

interface Place {
  readonly work: WorkFolder;
  readonly pipe: Pipe;
  readonly clear: () => Promise<void>;
}

const makePlace = async (drive: Drive, keep: string | undefined): Promise<Place | Interruption> => {
  let work: WorkFolder | undefined;
  try {
    work = await makeWorkFolder(keep);
    return withClear(work, await openPipe(drive.answer));
  } catch (problem) {
    await work?.remove();
    return noPrivateFolder(problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown');
  }
};

const withClear = (work: WorkFolder, pipe: Pipe): Place => ({
  work,
  pipe,
  clear: async () => {
    await pipe.close();
    // What cannot be removed is scratch in a folder for temporary files: no reason to fail a leg that was walked.
    await work.remove().catch(() => undefined);
  },
});

const walk = async (leg: Leg, drive: Drive, engine: string, { work, pipe }: Place): Promise<EngineEnd> => {
  const command = new EngineCommand(engine, engineEnv(work, pipe));
  let stoodStill = false;
  const giveBack = catchStrays(drive.bugs);
  const calm = whenStill(drive, stillMs, () => {
    stoodStill = true;
    command.end();
  });
  try {
    await up(leg, command, work);
    return { code: 0, words: '', stoodStill };
  } catch (problem) {
    // Whatever else the library throws is its end too: what counts is which steps were performed.
    const { code, words } = problem instanceof EngineEnded ? problem : { code: 1, words: '' };
    return { code, words, stoodStill };
  } finally {
    calm();
    giveBack();
    drive.stop();
    command.end();
  }
};

/** No events are subscribed to: they carry whole responses, secrets in clear. Progress is the journal. */
const up = async (leg: Leg, command: EngineCommand, work: WorkFolder): Promise<void> => {
  // Library and engine meet at 127.0.0.1; gRPC would look for it behind the operator's proxy.
  process.env['no_grpc_proxy'] ??= '127.0.0.1';
  const stack = await LocalWorkspace.createStack(
    { stackName: leg.run, projectName: 'onward', program: program(leg, loadStub().Step) },
    {
      workDir: work.root,
      // The Automation API calls nothing of its own class but what this one has, too (a test with the real one says so).
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      pulumiCommand: command,
      projectSettings: { name: 'onward', runtime: 'nodejs', main: work.root },
    },
  );
  const parallel = Math.min(leg.steps.length, widest);
  await stack.up({ parallel, continueOnError: true, color: 'never', suppressProgress: true, suppressOutputs: true });
};
