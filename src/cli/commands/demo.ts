import process from 'node:process';
import { exitCodes } from '../../core/exit-code.ts';
import { text, type Ending, type Run } from '../command.ts';
import { killChildren } from '../demo/child.ts';
import { cloudArgs, startCloud } from '../demo/cloud.ts';
import { chooseExecutor, type Choice } from '../demo/executor-choice.ts';
import { scenes } from '../demo/scenes.ts';
import type { Show, Wrong } from '../demo/show.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import { surroundings } from '../demo/surroundings.ts';
import { speakOn, type Voice } from '../demo/voice.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';

interface Opening {
  readonly terminal: Terminal;
  readonly voice: Voice;
  readonly stage: Stage;
  readonly choice: Choice;
  readonly color: boolean;
}

const welcome = ({ voice, stage, choice }: Opening): void => {
  voice.output('A migration that cannot be undone, with a crash in its middle: about 30 s.');
  voice.output('Local: a twin of the cloud on 127.0.0.1, real commands, and this folder:');
  voice.output(`  ${stage.folder}`);
  if (choice.loud) voice.loud(choice.said);
  else voice.why(`Executor ${choice.executor}: ${choice.said}.`);
};

/** The twin first: everything else needs its address. */
const raise = async ({ terminal, voice, stage, choice, color }: Opening): Promise<Show | null> => {
  const { host } = terminal;
  const bare = surroundings(host.env, { ONWARD_COLOR: color ? 'always' : 'never' });
  voice.why('A twin of the cloud, a minute a second. Its address and its throw-away key go into the environment.');
  voice.typed(`onward ${cloudArgs.join(' ')} &`);
  const cloud = await startCloud({ cwd: stage.folder, env: bare }, host);
  if (cloud === null) return null;
  const { env } = cloud;
  voice.typed(`export ONWARD_ENDPOINT=${env['ONWARD_ENDPOINT'] ?? ''} ONWARD_EXECUTOR=${choice.executor}`);
  return { host, stage, voice, cloud, env: { ...bare, ...env, ONWARD_EXECUTOR: choice.executor } };
};

/** Plays the scenes up to the first that goes wrong. */
const playAll = async (show: Show, terminal: Terminal): Promise<Wrong> => {
  for (const scene of scenes) {
    if (terminal.cancelled()) return null;
    show.voice.why(scene.why);
    const wrong = await scene.play(show);
    if (wrong !== null) return wrong;
  }
  return null;
};

/** A twin that is gone in the middle (somebody killed it) is something gone wrong like any other. */
const play = (show: Show, terminal: Terminal): Promise<Wrong> =>
  playAll(show, terminal).catch((problem: unknown) => (problem instanceof Error ? problem.message : String(problem)));

const farewell = ({ terminal, voice, stage }: Opening, wrong: Wrong): Ending => {
  const next = `rm -r ${stage.folder}   (undoes the demo)`;
  if (terminal.cancelled()) return { exit: 'cancelled', next };
  if (wrong === null) {
    voice.why(`Done. Plan, journal and documents are in ${stage.folder}: delete this folder to undo the demo.`);
    return { exit: 'done', next };
  }
  voice.loud(`The demo did not go as it should: ${wrong}. The folder is left as it is.`);
  return { exit: 'error', next };
};

const guide = async (opening: Opening): Promise<Ending> => {
  welcome(opening);
  const show = await raise(opening);
  const wrong = show === null ? 'the twin did not start within 20 s' : await play(show, opening.terminal);
  return farewell(opening, wrong);
};

/** A guided migration against the local cloud; fails when anything in it is not as it should be. */
export const run: Run = async (terminal, { values }) => {
  const color = colours(text(values, 'color'), terminal, 'out');
  const choice = await chooseExecutor(text(values, 'executor') ?? 'auto', terminal);
  if ('missing' in choice) {
    say(terminal, choice.missing, colours(text(values, 'color'), terminal, 'err'));
    return { exit: 'error', next: 'npm run engine' };
  }
  process.once('exit', killChildren);
  // The terminal was closed; without a listener nothing here would run.
  process.once('SIGHUP', () => process.exit(exitCodes.cancelled.code));
  terminal.endGracefully();
  void terminal.untilStopped().then(killChildren);
  const stage = await openStage(terminal.host.wall());
  try {
    return await guide({ terminal, voice: speakOn(terminal, color), stage, choice, color });
  } finally {
    killChildren();
  }
};
