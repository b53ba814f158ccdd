import { describe, expect, it } from 'vitest';
import { canaries } from './canaries.ts';
import { floors, type Sum } from './layers.ts';
import type { Searched } from './search.ts';
import { judge } from './sums.ts';

const one = (test: string, more: Partial<Searched> = {}): Searched => ({
  ...{ test, kind: 'folder', files: 10_000, bytes: 2048, leaks: [] },
  ...more,
});

/** Exactly what the floors ask for. */
const enough = Object.entries(floors).flatMap(([layer, least]) =>
  (['folder', 'output', 'request'] as const).flatMap((kind) =>
    Array.from({ length: least[kind] ?? 0 }, () => one(`test/${layer}/a.test.ts`, { kind })),
  ),
);

describe('the end of CI', () => {
  it('is content where enough was searched and nothing found, and says how much it was', () => {
    const { says, wrong } = judge(enough, 'all is well');
    expect(wrong).toEqual([]);
    expect(says).toMatch(/^test\/demo: 1 folders with 20000 files, 1 outputs, 0 requests; 4 KiB$/m);
    expect(says).toMatch(
      /^all: \d+ folders with \d+ files, \d+ outputs, \d+ requests; \d+ KiB; the log of CI, 1 KiB$/m,
    );
  });

  it('is not where nothing was searched', () => {
    const asked = Object.values(floors).flatMap((least) => Object.keys(least));
    expect(judge([], 'a log').wrong).toHaveLength(asked.length);
  });

  it.each(Object.keys(floors))('is not where test/%s was not searched', (layer) => {
    const { wrong } = judge(
      enough.filter(({ test }) => !test.startsWith(`test/${layer}/`)),
      'a log',
    );
    expect(wrong).toHaveLength(Object.keys(floors[layer] as Partial<Sum>).length);
    expect(wrong.every((line) => line.startsWith(`test/${layer}: `))).toBe(true);
  });

  it('is not where a test found a secret, whatever became of the test', () => {
    const leaks = ['plan.json: …'];
    expect(judge([...enough, one('test/script/a.test.ts', { leaks })], 'a log').wrong).toEqual([
      'test/script/a.test.ts: plan.json: …',
    ]);
  });

  it('is not where the log holds a secret, or nothing', () => {
    expect(judge(enough, `before ${canaries.passphrase}`).wrong).toEqual([
      expect.stringMatching(/^the log of CI: …before /),
    ]);
    expect(judge(enough, '').wrong).toEqual(['the log of CI is empty']);
  });
});
