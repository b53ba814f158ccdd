import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { readPlanFile } from '../../app/read-plan.ts';
import type { Chaos } from '../../app/rehearse/chaos.ts';
import { rehearse } from '../../app/rehearse/rehearse.ts';
import { kinds } from '../../app/surroundings.ts';
import { error, fail, succeed, type Result } from '../../core/diagnostic.ts';
import type { RehearsalModel } from '../../render/model/rehearsal-model.ts';
import { renderRehearsal } from '../../render/render-rehearsal.ts';
import { text, type Run, type Values } from '../command.ts';
import { commandOf, planAgain } from '../operands.ts';
import { wayOut } from '../refused.ts';
import { say } from '../say.ts';
import { colours, type Terminal } from '../terminal.ts';
import { writeOut } from '../write-out.ts';

const mostLives = 100_000;
const largestSeed = 2 ** 31;

const wrong = (summary: string): Result<never> => fail(error('USE001', { summary, remedy: 'onward rehearse --help' }));

const numberIn = (values: Values, name: string): number | null | undefined => {
  const given = text(values, name);
  if (given === undefined) return undefined;
  return /^\d{1,10}$/.test(given) ? Number(given) : null;
};

/** A seed for whoever names none: from a name that nobody else has. */
const anySeed = ({ host }: Terminal): number => parseInt(host.randomUuid().replaceAll('-', '').slice(0, 7), 16);

const chaosOf = (terminal: Terminal, values: Values): Result<Chaos | null> => {
  const [lives, seed, life] = ['chaos', 'seed', 'life'].map((name) => numberIn(values, name));
  if (lives === undefined)
    return seed === undefined && life === undefined ? succeed(null) : wrong('--seed and --life go with --chaos');
  if (lives === null || lives < 1 || lives > mostLives) return wrong(`--chaos wants a number from 1 to ${mostLives}`);
  if (seed === null || (seed ?? 0) >= largestSeed) return wrong(`--seed wants a whole number below ${largestSeed}`);
  if (life === null || life === 0 || (life ?? 1) > mostLives) return wrong('--life wants the number of a life');
  if (life !== undefined && seed === undefined) return wrong('--life wants the seed that it was lived with: --seed');
  return succeed({ lives, seed: seed ?? anySeed(terminal), life: life ?? null });
};

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** How far it is: in place on a terminal, else a line for each tenth. */
const counter =
  ({ err, errIsTerminal }: Terminal) =>
  (lived: number, of: number): void => {
    if (errIsTerminal) err(`\r\u001b[K  lived ${lived} of ${of}${lived === of ? '\n' : ''}`);
    else if (of >= 10 && lived % Math.ceil(of / 10) === 0) err(`  lived ${lived} of ${of}\n`);
  };

const show = async (terminal: Terminal, values: Values, model: RehearsalModel, file: string): Promise<boolean> => {
  const asJson = text(values, 'format') === 'json';
  const face = (color: boolean): string =>
    asJson ? `${JSON.stringify(model, null, 1)}\n` : renderRehearsal(model, { file, width: terminal.width, color });
  terminal.out(face(colours(text(values, 'color'), terminal, 'out')));
  const out = text(values, 'out');
  return out === undefined || writeOut(terminal, { out, what: 'the rehearsal' }, face(false));
};

/** Lives a plan against the twin, as often and as badly as asked for. */
export const run: Run = async (terminal, { args: [path = ''], values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const chaos = chaosOf(terminal, values);
  say(terminal, chaos.diagnostics, talk);
  if (!chaos.ok) return { exit: 'usage', next: 'onward rehearse --help' };
  const file = await readPlanFile(path, terminal.host);
  say(terminal, file.diagnostics, talk);
  if (!file.ok) return { exit: exitOfDiagnostics(file.diagnostics), next: planAgain(null) };
  if (file.value.plan.complete && file.value.plan.steps.length === 0) {
    terminal.out('nothing to do\n');
    return { exit: 'done' };
  }
  const { host } = terminal;
  const rehearsed = await rehearse(file.value, kinds, { host, turn, chaos: chaos.value, onLife: counter(terminal) });
  say(terminal, rehearsed.diagnostics, talk);
  if (!rehearsed.ok) {
    const next = wayOut(rehearsed.diagnostics) ?? planAgain(file.value.plan);
    return { exit: exitOfDiagnostics(rehearsed.diagnostics), next };
  }
  const { model, exit } = rehearsed.value;
  if (!(await show(terminal, values, model, path)))
    return { exit: 'error', next: `${commandOf('rehearse', [path])} -o FILE` };
  return { exit, next: commandOf(exit === 'done' ? 'apply' : 'show', [path]) };
};
