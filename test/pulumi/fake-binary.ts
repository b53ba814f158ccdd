import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a small shell script where a `pulumi` could be; `mode` 0o644 makes it one that cannot be run. */
export const fakeBinary = (path: string, script: string, mode = 0o755): string => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
};
