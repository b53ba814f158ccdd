// Writes what the documentation shows of the program: tables from the source, and the output of every command that is shown, by
// running it. Needs dist/ to be built.
//   node scripts/docs.mjs           write the files that are not current
//   node scripts/docs.mjs --check   write nothing; end with 1 and say what is not current, or leads nowhere
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';
import { blocks } from './docs/blocks.mjs';
import { deadLinks, faultyDocuments, pages } from './docs/pages.mjs';
import { replay } from './docs/transcript.mjs';

const open = (name) => `(<!-- ${name}: scripts/docs\\.mjs -->\\n)`;

const fill = (text, made) =>
  Object.entries(made).reduce(
    (filled, [name, block]) =>
      filled.replace(
        new RegExp(`${open(name)}[^]*?(<!-- /${name} -->)`),
        (_, begin, end) => `${begin}\n${block()}\n\n${end}`,
      ),
    text,
  );

const made = await blocks();
const isCheck = process.argv.includes('--check');
const fail = (what) => {
  console.error(`docs: ${what}`);
  process.exitCode = 1;
};

for (const page of pages()) {
  const text = readFileSync(join(root, page), 'utf8');
  const current = await replay(fill(text, made), page);
  for (const link of deadLinks(current, page)) fail(`${page}: ${link} is not there`);
  for (const says of faultyDocuments(current)) fail(`${page}: a document is wrong\n${says}`);
  if (current === text) continue;
  if (isCheck) fail(`${page} is not current; run node scripts/docs.mjs`);
  else {
    writeFileSync(join(root, page), current);
    console.log(`docs: wrote ${page}`);
  }
}
