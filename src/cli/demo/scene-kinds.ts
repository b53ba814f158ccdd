import { exitCodes, type ExitName } from '../../core/exit-code.ts';
import { startChild, type Ended } from './child.ts';
import type { Show, Wrong } from './show.ts';

/** What a command has to end with; `silent`: and not write a byte. */
export interface Expected {
  readonly exit: ExitName;
  readonly silent?: true;
}

/** Whether a command ended as it has to. */
export const judge = ({ exit, silent }: Expected, ended: Ended): Wrong => {
  const { code } = exitCodes[exit];
  const how = ended.signal ?? `exit ${String(ended.code)}`;
  if (ended.code !== code) return `it ended with ${how}; exit ${code} (${exit}) is expected`;
  if (silent && ended.lines > 0) return `it wrote ${ended.lines} lines; none are expected`;
  return null;
};

interface Lines {
  readonly onLine: (line: string) => void;
  /** Lines that were not passed on. */
  readonly hidden: () => number;
  /** What a command says last, on a stream of its own: held back, so that it comes last here too. */
  readonly ending: () => string;
}

/** Passes lines on up to and with the one that matches, and counts the others. */
const upTo = (last: RegExp | undefined, onLine: (line: string) => void): Lines => {
  let open = true;
  let hidden = 0;
  let ending = '';
  return {
    onLine: (line) => {
      if (/^exit \d+ \(/.test(line)) ending = line;
      else if (open) onLine(line);
      else hidden += 1;
      if (last?.test(line)) open = false;
    },
    hidden: () => hidden,
    ending: () => ending,
  };
};

const quote = (arg: string): string => (/^[\w./@=:-]+$/.test(arg) ? arg : `"${arg}"`);

interface Spoken extends Expected {
  /** Output behind the line that matches is counted, not shown. */
  readonly until?: RegExp;
  /** Where the rest can be read. */
  readonly rest?: string;
}

export const type = ({ voice }: Show, args: readonly string[]): void => {
  voice.typed(['onward', ...args].map(quote).join(' '));
};

/** Runs a command to its end. */
export const command =
  (args: readonly string[], expected: Spoken) =>
  async (show: Show): Promise<Wrong> => {
    const { stage, env, voice } = show;
    type(show, args);
    const lines = upTo(expected.until, voice.output);
    const ended = await startChild(args, { cwd: stage.folder, env, onLine: lines.onLine }).ended;
    if (lines.hidden() > 0) voice.output(`[${lines.hidden()} more lines: ${expected.rest ?? ''}]`);
    if (lines.ending() !== '') voice.output(lines.ending());
    if (expected.silent && ended.lines === 0) voice.output(`[no output, exit ${String(ended.code)}]`);
    return judge(expected, ended);
  };
