import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Searched } from './search.ts';
import { judge } from './sums.ts';

// Run by scripts/secrets.mjs: the file that every search added a line to, and the log of CI.
const [file = '', log = ''] = process.argv.slice(2);

const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const { says, wrong } = judge(
  lines.map((line) => JSON.parse(line) as Searched),
  readFileSync(log, 'utf8'),
);
process.stdout.write(`searched for secrets:\n${says}\n`);
for (const one of wrong) process.stderr.write(`secrets: ${one}\n`);
process.stdout.write(wrong.length === 0 ? 'no secret was found\n' : `secrets: ${wrong.length} wrong, see above\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
