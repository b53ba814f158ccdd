import { describe, expect, it } from 'vitest';
import { judge } from '../../src/cli/demo/scene-kinds.ts';
import { surroundings } from '../../src/cli/demo/surroundings.ts';
import { folded } from '../../src/cli/demo/voice.ts';

const ended = (code: number | null, lines = 0, signal: string | null = null) => ({ code, signal, lines });

describe('a scene of the demo', () => {
  it.each([
    { reason: 'as expected', expected: { exit: 'parked' }, how: ended(9, 4), wrong: null },
    {
      reason: 'another code',
      expected: { exit: 'parked' },
      how: ended(0),
      wrong: 'it ended with exit 0; exit 9 (parked) is expected',
    },
    {
      reason: 'a signal',
      expected: { exit: 'done' },
      how: ended(null, 0, 'SIGKILL'),
      wrong: 'it ended with SIGKILL; exit 0 (done) is expected',
    },
    { reason: 'silence', expected: { exit: 'done', silent: true }, how: ended(0), wrong: null },
    {
      reason: 'noise',
      expected: { exit: 'done', silent: true },
      how: ended(0, 2),
      wrong: 'it wrote 2 lines; none are expected',
    },
  ] as const)('is judged by its code and its silence: $reason', ({ expected, how, wrong }) => {
    expect(judge(expected, how)).toBe(wrong);
  });

  it('runs without the settings and keys of whoever starts it', () => {
    const env = {
      PATH: '/bin',
      ONWARD_STORE: 'x',
      ONWARD_PULUMI: '/p',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'mine',
      PULUMI_HOME: '/h',
    };
    expect(surroundings(env, { ONWARD_PACE: '60' })).toEqual({ PATH: '/bin', ONWARD_PULUMI: '/p', ONWARD_PACE: '60' });
  });

  it.each([
    { reason: 'short lines stay', line: '  a  b', shown: '  a  b' },
    { reason: 'a table of 80 columns stays', line: 'x'.repeat(80), shown: 'x'.repeat(80) },
    { reason: 'an id that is longer stays whole', line: 'y'.repeat(90), shown: 'y'.repeat(90) },
    {
      reason: 'a long line breaks at a space',
      line: `${'a '.repeat(45)}end`,
      shown: `${'a '.repeat(40).trim()}\n    ${'a '.repeat(5)}end`,
    },
  ])('is folded at 80 columns: $reason', ({ line, shown }) => {
    expect(folded(line)).toBe(shown);
  });
});
