import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { flagsOf } from '../../src/cli/flags.ts';
import { exitCodes } from '../../src/core/exit-code.ts';
import { ended } from './shell.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const page = join(dist, 'man', 'onward.1');
const here = { folder: dist, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', MANWIDTH: '80', HOME: '/nonexistent' } };
const visible = commands.filter(({ group }) => group !== 'hidden');

describe('the manual page', () => {
  it('is set by groff without a warning', async () => {
    expect(await ended('groff', ['-man', '-ww', '-z', '-Tutf8', page], here)).toEqual({
      exit: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('is shown by man without a warning, and says every verb, option, variable and exit code', async () => {
    const shown = await ended('man', ['--warnings', '-E', 'UTF-8', '-P', 'cat', '-l', page], here);
    expect(shown).toMatchObject({ exit: 0, stderr: '' });
    const text = shown.stdout.replace(/\u001b\[[0-9;]*m|.\u0008/g, '').replace(/\s+/g, ' ');
    for (const { name, options } of visible) {
      expect(text).toContain(`onward ${name}`);
      for (const row of options) expect(text).toContain(flagsOf(row).long);
    }
    for (const { options } of visible)
      for (const { env } of options) if (env !== undefined) expect(text).toContain(env);
    for (const { name } of Object.values(exitCodes)) expect(text).toContain(`${name}:`);
    expect(text).toContain('source <(onward completion bash)');
  });

  it('is ASCII, so that any man can set it', () => {
    expect(readFileSync(page, 'utf8')).toMatch(/^[\n -~]*$/);
  });
});
