import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { flagsOf } from '../../src/cli/flags.ts';
import { verbHelp } from '../../src/cli/verb-help.ts';

describe.each(commands.map((command) => ({ name: command.name, command })))('help of $name', ({ command }) => {
  const text = verbHelp(command);
  const lines = text.split('\n');

  it('begins with an example that can be typed', () => {
    expect(lines.slice(0, 2)).toEqual(['Examples:', `  ${command.examples[0] ?? ''}`]);
  });

  it('is read at 80 columns, examples aside', () => {
    expect(lines.filter((line) => line.length > 80 && !line.startsWith('  onward'))).toEqual([]);
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
  });

  it('names each option with its variable, its words and its default', () => {
    const flat = text.replace(/\s+/g, ' ');
    for (const row of command.options) {
      const from = flat.indexOf(flagsOf(row).long, flat.indexOf('Options:'));
      expect(from).toBeGreaterThan(0);
      if (row.env !== undefined) expect(flat.slice(from)).toContain(`$${row.env})`);
      if (row.choices !== undefined) expect(flat.slice(from)).toContain(`one of ${row.choices.join(', ')}`);
      if (row.default !== undefined) expect(flat.slice(from)).toContain(`default ${row.default}`);
    }
  });
});
