// A folder with a document, and a twin at full speed in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../scripts/ensure.mjs';

export const onward = join(root, 'dist', 'onward.js');

const document = `apiVersion: onward/v1
kind: AckCluster
metadata: {name: prod-hangzhou}
spec:
  clusterId: c82e6987e2961451182edacd74faf0000
  region: cn-hangzhou
  edition: pro
`;

const ready = (twin) =>
  new Promise((resolve, reject) => {
    createInterface({ input: twin.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    twin.once('close', (code) => reject(new Error(`the twin ended with ${code} before it served`)));
  });

/** Every settings variable of a person is overruled; `env` reaches the twin. `world`: the text of one, else a standard cluster. */
export const openStage = async (worldText = null) => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'));
  writeFileSync(join(folder, 'cluster.yaml'), document);
  if (worldText !== null) writeFileSync(join(folder, 'world.yaml'), worldText);
  const world = worldText === null ? join(root, 'worlds', 'standard.yaml') : join(folder, 'world.yaml');
  const twin = spawn(process.execPath, [onward, 'twin', '--world', world, '--speed', 'max'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { url, env } = await ready(twin);
  return {
    folder,
    url,
    env: { ...env, ONWARD_STORE: join(folder, 'store'), ONWARD_FORMAT: 'text' },
    close: () => {
      twin.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
