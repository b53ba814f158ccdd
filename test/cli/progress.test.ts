import { describe, expect, it } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { JournalLine } from '../../src/core/journal.ts';

/** What stands on stderr after each of 12 machines said every 5 s for two minutes how far it is, and one of them changed its phase. */
const shownOn = (errIsTerminal: boolean): readonly string[] => {
  let now = 0;
  let shown = '';
  const terminal = {
    host: { monotonic: () => now, quietSleep: () => new Promise(() => undefined) },
    err: (text: string) => {
      shown += text;
    },
    errIsTerminal,
    width: 80,
  } as unknown as Terminal;
  const progress = startProgress(terminal, false);
  const says = (machine: number, text: string): void => {
    const line = {
      type: 'progress',
      step: `m${machine}/move`,
      says: text,
      seq: 1,
      at: '2026-11-28T02:00:00Z',
      prev: '',
    };
    progress.line(line as JournalLine, true);
  };
  for (; now < 120_000; now += 5000)
    for (let machine = 0; machine < 12; machine += 1) says(machine, `copying, ${now / 5000} %`);
  says(3, 'waiting for the switch, 100 %');
  progress.stop();
  return shown.split('\n').filter((line) => line !== '');
};

describe('how far many machines are', () => {
  it('is told where lines stay once a machine, then each 15 s, and at once where one begins something else', () => {
    const lines = shownOn(false);
    expect(lines.slice(0, 12).map((line) => /m(\d+)\/move/.exec(line)?.[1])).toEqual(
      Array.from({ length: 12 }, (_, machine) => String(machine)),
    );
    // Two minutes, 288 words: one each 15 s after those twelve.
    expect(lines).toHaveLength(12 + 7 + 1);
    expect(lines.at(-1)).toContain('m3/move');
    expect(lines.at(-1)).toContain('waiting for the switch');
  });

  it('is one line on a terminal, which is written over', () => {
    expect(shownOn(true)).toHaveLength(1);
  });
});
