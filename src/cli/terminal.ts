import type { Host } from '../app/host.ts';
import type { EventStream } from './event-stream.ts';

/** The streams and the machine as a verb sees them. Stdout is the answer, stderr the talk. */
export interface Terminal {
  readonly host: Host;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the answer: the terminal's, or 80. */
  readonly width: number;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Asks a line at the terminal. */
  readonly question: (prompt: string) => Promise<string>;
  readonly user: string;
  readonly cancelled: () => boolean;
  /**
   * From now on the first signal asks the run to end before its next call, instead of ending the process at once. `next` is the command
   * with which one goes on after a second one, which lets nobody say how far it came.
   */
  readonly endGracefully: (next?: () => string) => void;
  /** A promise that resolves when the process is told to end. */
  readonly untilStopped: () => Promise<void>;
  /** Where the events of a run are told to a program; null where no program listens. */
  readonly events: EventStream | null;
  readonly isDirectory: (path: string) => Promise<boolean>;
}

/** Whether to colour: --color, then NO_COLOR and TERM=dumb, then whether the stream is a terminal. */
export const colours = (when: string | undefined, terminal: Terminal, stream: 'out' | 'err'): boolean => {
  if (when === 'always') return true;
  if (when === 'never') return false;
  const { env } = terminal.host;
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return stream === 'out' ? terminal.outIsTerminal : terminal.errIsTerminal;
};
