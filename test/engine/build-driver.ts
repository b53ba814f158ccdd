import { build } from 'esbuild';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { enginePath } from './engine-path.ts';

const root = join(import.meta.dirname, '..', '..');
const built = join(root, 'node_modules', '.onward-engine-test');

/** The driver, bundled as the product is: ESM, split into chunks, Pulumi's library left outside, files beside it in pulumi/. */
export const driverPath = join(built, 'driver.js');

/** vitest's global set-up for the engine's layer: an engine must be there, else nothing is run and the reason is said. */
export default async (): Promise<void> => {
  console.log(`engine: ${await enginePath()}`);
  rmSync(built, { recursive: true, force: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'driver.ts')],
    outdir: built,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  mkdirSync(join(built, 'pulumi'), { recursive: true });
  for (const name of ['stub.cjs', 'pipe.cjs', 'leash.cjs', 'provider.cjs', 'provider.sh']) {
    copyFileSync(join(root, 'src', 'pulumi', name), join(built, 'pulumi', name));
  }
};
