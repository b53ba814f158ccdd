import type { JournalLine } from '../core/journal.ts';
import { renderRunEvent } from '../render/render-run-event.ts';
import type { Terminal } from './terminal.ts';

/** The live face of a run: one line a step on a terminal; one line an event, and a heartbeat, elsewhere. */
export interface Progress {
  readonly line: (line: JournalLine, oneWay: boolean) => void;
  readonly note: (text: string) => void;
  /** Leaves the live line, so that something else can be written. */
  readonly pause: () => void;
  readonly stop: () => void;
}

const heartbeatMs = 15_000;
const stepOf = (line: JournalLine): string => ('step' in line ? line.step : '');

/** Quiet lines: they are in the journal, and say nothing to a person who watches. */
const quiet = new Set<JournalLine['type']>(['answered', 'intended']);

interface News {
  last: JournalLine | null;
  at: number;
  running: boolean;
}

/** Away from a terminal a silent phase reads as a hang: a line says that the run lives. */
const keepSaying = async ({ host, err, errIsTerminal }: Terminal, news: News): Promise<void> => {
  while (news.running) {
    await host.quietSleep(heartbeatMs);
    const silentMs = host.monotonic() - news.at;
    if (!news.running || errIsTerminal || news.last === null || silentMs < heartbeatMs) continue;
    err(`  ... ${stepOf(news.last) || 'the run'} goes on, last news ${Math.round(silentMs / 1000)} s ago\n`);
  }
};

/** What may be replaced by the next such line: how far a step is. What was sent, answered or decided stays. */
const isPassing = ({ type }: JournalLine): boolean => type === 'progress';

/**
 * Where lines stay, many machines on their way would drown the rest: a step that says something new but for its numbers is told at
 * once, and how far all of them are each 15 s.
 */
const worthALine = ({ host }: Terminal): ((line: JournalLine) => boolean) => {
  const words = new Map<string, string>();
  let toldAt = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (line.type !== 'progress') return true;
    const said = line.says.replace(/\d+/g, '');
    const isNew = words.get(line.step) !== said;
    words.set(line.step, said);
    if (!isNew && host.monotonic() - toldAt < heartbeatMs) return false;
    toldAt = host.monotonic();
    return true;
  };
};

/** On a terminal passing lines replace each other, cut to one row so that they can; every other line stays. */
const liveLine = ({
  err,
  errIsTerminal,
  width,
}: Terminal): { write: (shown: string, passing: boolean) => void; leave: () => void } => {
  let live = false;
  const leave = (): void => {
    if (live) err('\n');
    live = false;
  };
  const write = (shown: string, passing: boolean): void => {
    if (!errIsTerminal) {
      err(`${shown}\n`);
      return;
    }
    err(`${live ? '\r\u001b[K' : ''}${passing ? shown.slice(0, width - 1) : `${shown}\n`}`);
    live = passing;
  };
  return { write, leave };
};

export const startProgress = (terminal: Terminal, color: boolean): Progress => {
  const news: News = { last: null, at: terminal.host.monotonic(), running: true };
  const { write, leave } = liveLine(terminal);
  const isWorthALine = worthALine(terminal);
  void keepSaying(terminal, news);
  return {
    line: (line, oneWay) => {
      news.last = line;
      news.at = terminal.host.monotonic();
      if (quiet.has(line.type) || (!terminal.errIsTerminal && !isWorthALine(line))) return;
      const shown = renderRunEvent({ ...line, oneWay }, { color }).replace(/\n$/, '');
      write(shown, isPassing(line));
    },
    note: (text) => {
      leave();
      terminal.err(`  ${text}\n`);
    },
    pause: leave,
    stop: () => {
      news.running = false;
      leave();
    },
  };
};
