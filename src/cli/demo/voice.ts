import { wrap } from '../../render/text/wrap.ts';
import type { Terminal } from '../terminal.ts';

/** How the demo speaks: `#` before its own words, `$` before what a person would type, and output as it came. */
export interface Voice {
  readonly why: (text: string) => void;
  readonly typed: (command: string) => void;
  readonly output: (line: string) => void;
  readonly loud: (text: string) => void;
}

const columns = 80;
const bold = '\u001b[1m';
const plain = '\u001b[0m';

/** The last space at which a line of at most `columns` may end; -1 where there is none. */
const breakOf = (line: string): number =>
  line
    .slice(0, columns + 1)
    .trimEnd()
    .lastIndexOf(' ');

/** Folds one line of output that is too long for the screen, with its own spaces kept; escaped it was by its writer. */
export const folded = (line: string): string => {
  if (line.length <= columns || line.includes('\u001b')) return line;
  const at = breakOf(line);
  return at <= 0 || line.slice(0, at).trim() === ''
    ? line
    : `${line.slice(0, at)}\n${folded(`    ${line.slice(at + 1)}`)}`;
};

export const speakOn = (terminal: Terminal, color: boolean): Voice => {
  const line = (text: string): void => {
    terminal.out(`${text}\n`);
  };
  const strong = (text: string): string => (color ? `${bold}${text}${plain}` : text);
  return {
    why: (text) => {
      line('');
      for (const part of wrap(text, columns - 2)) line(`# ${part}`);
    },
    typed: (command) => {
      line(strong(`$ ${command}`));
    },
    output: (text) => {
      line(folded(text));
    },
    loud: (text) => {
      line('');
      for (const part of wrap(text, columns - 4)) line(strong(`!!! ${part}`));
    },
  };
};
