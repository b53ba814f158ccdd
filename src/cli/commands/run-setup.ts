import type { RunOptions } from '../../app/run-options.ts';
import { forgeReviews } from '../../app/forge-reviews.ts';
import { succeed, type Result } from '../../core/diagnostic.ts';
import type { GateStep } from '../../core/step.ts';
import { isOn, text, type Values } from '../command.ts';
import { startProgress, type Progress } from '../progress.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';

/** Puts the gate's question and takes the target's name as the only yes. */
const askName =
  (terminal: Terminal, progress: Progress) =>
  async (gate: GateStep, name: string): Promise<boolean> => {
    progress.pause();
    terminal.err(`\n= ${gate.title}\n${gate.question}\n`);
    return (await terminal.question(`Type ${name} to go on, anything else to park: `)).trim() === name;
  };

export interface RunSetup {
  readonly options: RunOptions;
  readonly progress: Progress;
}

/** What apply, resume and settle need, from flags and the machine. */
export const runSetup = async (terminal: Terminal, values: Values): Promise<Result<RunSetup>> => {
  const store = await storeOf(terminal, values);
  if (!store.ok) return store;
  const progress = startProgress(terminal, colours(text(values, 'color'), terminal, 'err'));
  const reviews = forgeReviews(terminal.host);
  const options: RunOptions = {
    ...(reviews === undefined ? {} : { reviews }),
    host: terminal.host,
    store: store.value,
    executor: text(values, 'executor') === 'direct' ? 'direct' : 'pulumi',
    approve: text(values, 'approve') ?? null,
    gates: (text(values, 'gate') ?? '').split(',').filter((gate) => gate !== ''),
    approvals: (text(values, 'approval') ?? '').split(',').filter((file) => file !== ''),
    takeOver: isOn(values, 'takeOver'),
    user: terminal.user,
    ask: terminal.inIsTerminal ? askName(terminal, progress) : null,
    cancelled: terminal.cancelled,
    onLine: (line, oneWay) => {
      terminal.events?.line(line);
      progress.line(line, oneWay);
    },
    onNote: progress.note,
  };
  return succeed({ options, progress });
};
