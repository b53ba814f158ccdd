import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { endFolder } from '../canaries/search.ts';
import { pipeline } from '../ci/pipeline.ts';
import { enginePath } from './engine-path.ts';

const folder = mkdtempSync(join(tmpdir(), 'ow-engine-'));
afterAll(() => {
  endFolder(folder);
});

/** The real engine, by a door that counts: what pulumi/actions puts on a job's PATH. No job's home has another. */
const [door, list] = [join(folder, 'pulumi'), join(folder, 'asked')];
writeFileSync(door, `#!/bin/sh\necho "$1" >> ${list}\nexec ${await enginePath()} "$@"\n`);
chmodSync(door, 0o755);

const asked = (): readonly string[] => (existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []);

pipeline({ executor: 'pulumi', engine: door, ups: () => asked().filter((verb) => verb === 'up').length });
