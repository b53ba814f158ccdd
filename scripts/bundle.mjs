import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './ensure.mjs';

/** Bundles TypeScript of the repository that a script runs, as ESM (.mjs) in chunks, with packages left outside. */
export const bundle = (entry, outdir) =>
  build({
    entryPoints: [join(root, entry)],
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    target: 'node20',
    logLevel: 'warning',
  });
