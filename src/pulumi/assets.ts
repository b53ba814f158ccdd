import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Stub from './stub.cjs';

type Asset = 'stub.cjs' | 'pipe.cjs' | 'leash.cjs' | 'provider.cjs' | 'provider.sh';

/**
 * The path of a file that is shipped as it stands. From source it lies beside this file; in a build it lies in `pulumi/`
 * beside the bundle, or beside the folder of the bundle's chunks.
 */
export const asset = (name: Asset): string => {
  const places = ['./', './pulumi/', '../pulumi/'].map((folder) =>
    fileURLToPath(new URL(folder + name, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${name} is missing from this installation of Onward`);
  return found;
};

/**
 * The stub, loaded so that no bundler and no test runner rewrites what Pulumi is going to serialise. Its declaration is
 * hand-written beside it, and a test walks each member.
 */
export const loadStub = (): typeof Stub => createRequire(import.meta.url)(asset('stub.cjs')) as typeof Stub;
