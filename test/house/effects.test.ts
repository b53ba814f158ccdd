import { parser } from 'typescript-eslint';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import effects from '../../eslint.effects.js';

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser } }, ...effects],
});

/** The rules that this one line breaks, were it a file at that path. */
const broken = async (filePath: string, line: string): Promise<readonly (string | null)[]> => {
  const results = await eslint.lintText(line, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
};

const globals = 'no-restricted-globals';
const syntax = 'no-restricted-syntax';

const banned = [
  { path: 'src/core/plan.ts', line: 'new Date();', rule: syntax, reason: 'core would plan differently tomorrow' },
  { path: 'src/core/plan.ts', line: 'Date.now();', rule: syntax, reason: 'core would plan differently tomorrow' },
  { path: 'src/core/plan.ts', line: 'Math.random();', rule: syntax, reason: 'a plan could not be made again' },
  { path: 'src/run/watch.ts', line: 'setTimeout(go, 1);', rule: globals, reason: 'a test would have to wait' },
  { path: 'src/run/watch.ts', line: 'performance.now();', rule: globals, reason: 'the clock is a parameter' },
  { path: 'src/render/text.ts', line: 'process.stdout;', rule: globals, reason: 'the host prints' },
  { path: 'src/app/plan.ts', line: 'process.env;', rule: globals, reason: 'the host is a parameter' },
  { path: 'src/cli/main.ts', line: 'Date.now();', rule: syntax, reason: 'machine.ts hands the clocks out' },
  { path: 'src/app/plan.ts', line: 'console.log(1);', rule: globals, reason: 'the host prints' },
  { path: 'src/document/read.ts', line: 'fetch(url);', rule: globals, reason: 'documents are inert' },
  { path: 'providers/ack/cluster/checks/a.ts', line: 'fetch(url);', rule: globals, reason: 'a check is pure' },
  { path: 'providers/ack/cluster/operations/a.ts', line: 'process.env;', rule: globals, reason: 'env is a setting' },
];

const allowed = [
  { path: 'src/core/plan.ts', line: 'new Date(at).toISOString();', reason: 'a given time is no clock' },
  { path: 'src/cli/main.ts', line: 'process.exitCode = 3;', reason: 'cli is the process' },
  { path: 'src/cli/machine.ts', line: 'Date.now();', reason: 'it hands the clocks out' },
  { path: 'src/cli/machine.ts', line: 'process.env;', reason: 'it may do what cli may' },
  { path: 'src/twin/clock.ts', line: 'Date.now();', reason: 'virtual time starts from the real one' },
  { path: 'providers/ack/clients/cs.ts', line: 'fetch(url);', reason: 'clients are the one door to a cloud' },
  { path: 'providers/ack/exchange.ts', line: 'setTimeout(end, 1);', reason: 'a request must end' },
];

describe('what touches the machine', () => {
  it.each(banned)('is refused in $path: $line ($reason)', async ({ path, line, rule }) => {
    expect(await broken(path, line)).toEqual([rule]);
  });

  it.each(allowed)('is allowed in $path: $line ($reason)', async ({ path, line }) => {
    expect(await broken(path, line)).toEqual([]);
  });
});
