// The last step of .ci/run: node scripts/secrets.mjs <searched> <log>. Every test that ended a folder or a process searched it for the
// secrets it had been given and added a line to <searched> (ONWARD_SEARCHED). Adds them up by layer, searches the log of CI as well, and
// fails where a secret was found, or where less was searched than there is (test/canaries).
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { ensureInstalled, root } from './ensure.mjs';

const built = join(root, 'node_modules', `.onward-secrets-${process.pid}`);

ensureInstalled();
try {
  await bundle('test/canaries/main.ts', built);
  process.exitCode =
    spawnSync(process.execPath, [join(built, 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(built, { recursive: true, force: true });
}
