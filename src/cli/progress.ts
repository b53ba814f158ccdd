import type { JournalLine } from '../core/journal.ts';
import { renderRunEvent } from '../render/render-run-event.ts';
import type { Terminal } from './terminal.ts';

/** The live face of a run: one line a step on a terminal; one line an event, and a heartbeat, elsewhere. */
export interface Progress {
  readonly line: (line: JournalLine) => void;
  readonly note: (text: string) => void;
  /** Leaves the live line, so that something else can be written. */
  readonly pause: () => void;
  readonly stop: () => void;
}

const heartbeatMs = 15_000;
const stepOf = (line: JournalLine): string => ('step' in line ? line.step : '');

/** Quiet lines: they are in the journal, and say nothing to a person who watches. */
const quiet = new Set<JournalLine['type']>(['answered', 'intended']);

export const startProgress = (terminal: Terminal, color: boolean): Progress => {
  const { host, err, errIsTerminal } = terminal;
  let live = '';
  let last: JournalLine | null = null;
  let lastAt = host.monotonic();
  let running = true;
  const leave = (): void => {
    if (live !== '') err('\n');
    live = '';
  };
  const beat = async (): Promise<void> => {
    while (running) {
      await host.quietSleep(heartbeatMs);
      if (!running || errIsTerminal || last === null || host.monotonic() - lastAt < heartbeatMs) continue;
      const seconds = Math.round((host.monotonic() - lastAt) / 1000);
      err(`  ... ${stepOf(last) || 'run'} still under way, last news ${seconds} s ago\n`);
    }
  };
  void beat();
  return {
    line: (line) => {
      last = line;
      lastAt = host.monotonic();
      if (quiet.has(line.type)) return;
      const shown = renderRunEvent(line, { color });
      const step = stepOf(line);
      // On a terminal the events of one step replace each other; the last one stays.
      const replaces = errIsTerminal && step !== '' && step === live;
      if (!replaces) leave();
      err(
        errIsTerminal && step !== ''
          ? `${replaces ? '\r\u001b[K' : ''}${shown.replace(/\n$/, '')}`
          : `${shown.replace(/\n$/, '')}\n`,
      );
      if (errIsTerminal && step !== '') live = step;
    },
    note: (text) => {
      leave();
      err(`  ${text}\n`);
    },
    pause: leave,
    stop: () => {
      running = false;
      leave();
    },
  };
};
