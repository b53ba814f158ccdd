// Which API server the tests drive, and where `npm run kubernetes` puts it. For scripts/kubernetes.mjs and test/kubernetes.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, hashOf } from './cache-folder.mjs';
import { root } from './ensure.mjs';

export const kubernetesTools = join(root, 'tools/kubernetes');

/** The version that tools/kubernetes/go.mod pins, and the hash over all that the program is made from. */
const readKey = () => {
  const version = /k8s\.io\/kubernetes v(\d+\.\d+\.\d+)/.exec(
    readFileSync(join(kubernetesTools, 'go.mod'), 'utf8'),
  )?.[1];
  if (!version) throw new Error('kubernetes: tools/kubernetes/go.mod names no version of k8s.io/kubernetes');
  const sources = readdirSync(kubernetesTools).filter((name) => name.endsWith('.go'));
  return { version, sum: hashOf(['go.mod', 'go.sum', ...sources.sort()].map((name) => join(kubernetesTools, name))) };
};

export const apiServerIn = (folder) => join(folder, 'bin', 'api-server');

/** Whether this folder holds a program that says it is this version. */
export const isApiServer = (folder, version) => {
  const { status, stdout } = spawnSync(apiServerIn(folder), ['version'], { encoding: 'utf8', timeout: 60_000 });
  return status === 0 && stdout.trim() === `v${version}`;
};

export const kubernetesPlace = (env = process.env) => {
  const key = readKey();
  return { version: key.version, folder: cacheFolder('kubernetes', key, env) };
};
