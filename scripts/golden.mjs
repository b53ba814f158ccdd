// npm run golden: plans every scenario of plans/ against its world and writes plan.json, plan.txt, plan.md, plan.html and plans/README.md.
// It never writes what was written by hand. Read the diff before you keep it: it is what users will see.
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './ensure.mjs';

const built = join(root, 'node_modules', '.onward-golden');

ensureInstalled();
process.chdir(root);
try {
  await build({
    entryPoints: [join(root, 'test', 'golden', 'write-goldens.ts')],
    outdir: built,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    target: 'node20',
    logLevel: 'warning',
  });
  const { writeGoldens } = await import(pathToFileURL(join(built, 'write-goldens.mjs')).href);
  const changed = await writeGoldens();
  for (const path of changed) console.log(`wrote ${relative(root, path)}`);
  console.log(`golden: ${changed.length} files changed`);
} finally {
  rmSync(built, { recursive: true, force: true });
}
