// Loads a module of the source, so that the documentation is made from the tables that the program has.
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../ensure.mjs';

export const load = async (path) => {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    // What a verb or a kind does is not asked for, only what it says of itself.
    external: ['./commands/*', './driver.ts'],
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
};
