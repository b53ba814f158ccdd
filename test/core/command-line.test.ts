import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandOf, quoted } from '../../src/core/command-line.ts';

/** What a shell makes of a command line's words. */
const words = (line: string): readonly string[] =>
  execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

const names = [
  { name: 'prod.yaml', shown: 'prod.yaml', reason: 'a plain name' },
  { name: 'a b.yaml', shown: "'a b.yaml'", reason: 'a blank' },
  { name: "it's.yaml", shown: "'it'\\''s.yaml'", reason: 'a quote' },
  { name: '$(id)`id`.yaml', shown: "'$(id)`id`.yaml'", reason: 'words of a shell' },
  { name: 'a\u001b[31mb.yaml', shown: "$'a\\x1b[31mb.yaml'", reason: 'a colour' },
  { name: 'a\nb.yaml', shown: "$'a\\x0ab.yaml'", reason: 'an end of line' },
  {
    name: "it's\u202e\\x.yaml",
    shown: "$'it\\'s\\xe2\\x80\\xae\\\\x.yaml'",
    reason: 'a turn of direction, a quote and a backslash',
  },
];

describe('an operand in a next command', () => {
  it.each(names)('is shown without what a terminal would obey, and is still that file to a shell: $reason', (one) => {
    expect(quoted(one.name)).toBe(one.shown);
    expect(words(quoted(one.name))).toEqual([one.name]);
  });

  it('is a path where its name would be a flag', () => {
    expect(commandOf('plan', ['-x.yaml', '-o', 'y.json'])).toBe('onward plan ./-x.yaml -o y.json');
  });
});
