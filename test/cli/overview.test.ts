import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownAnswers } from '../../src/cli/overview.ts';

const command = join(import.meta.dirname, '..', '..', 'dist', 'onward.js');

describe('what onward knows by heart', () => {
  it.each(Object.entries(knownAnswers()))('is what the built command says to "%s", with exit 0', (line, answer) => {
    const args = line === '' ? [] : line.split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: answer, stderr: '' });
  });
});
