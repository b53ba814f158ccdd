// npm run golden: plans every scenario of plans/ against its world and writes plan.json, plan.txt, plan.md, plan.html and plans/README.md.
// It never writes what was written by hand. Read the diff before you keep it: it is what users will see.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';
import { ensureInstalled, root } from './ensure.mjs';

const built = join(root, 'node_modules', '.onward-golden');

ensureInstalled();
process.chdir(root);
try {
  await bundle('test/golden/write-goldens.ts', built);
  const { writeGoldens } = await import(pathToFileURL(join(built, 'write-goldens.mjs')).href);
  const changed = await writeGoldens();
  for (const path of changed) console.log(`wrote ${relative(root, path)}`);
  console.log(`golden: ${changed.length} files changed`);
} finally {
  rmSync(built, { recursive: true, force: true });
}
