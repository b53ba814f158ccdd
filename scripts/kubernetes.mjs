// npm run kubernetes: puts a Kubernetes API server into the user's cache folder, for `npm run test:kubernetes`. Go builds it;
// there is no other way to have one without containers. There already: says so.
import { ensureInstalled } from './ensure.mjs';
import { makeFolder } from './cache-folder.mjs';
import { buildWithGo, findGo } from './go.mjs';
import { apiServerIn, isApiServer, kubernetesPlace, kubernetesTools } from './kubernetes-place.mjs';
import { say } from './loudly.mjs';

/** What tools/kubernetes/go.mod asks for. */
const oldestGo = [1, 24, 0];

/** Says its version as a released one does: kubectl compares it with its own. */
const stamps = (version) => {
  const [major, minor] = version.split('.');
  const values = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'unknown',
    buildDate: '1970-01-01T00:00:00Z',
  };
  return Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
};

const fill = async (made, version) => {
  const go = findGo(oldestGo);
  if (!go.version)
    throw new Error(`kubernetes: ${go.missing}; install Go ${oldestGo.join('.')} or newer and run this again`);
  say(`kubernetes: [1/2] building ${version} with ${go.version}; cold 5 to 8 minutes and 90 MB of downloads`);
  const args = [
    '-buildvcs=false',
    '-ldflags',
    ['-s', '-w', ...stamps(version)].join(' '),
    '-o',
    apiServerIn(made),
    '.',
  ];
  const label = 'building (about 1,250 packages when cold)';
  say(`        built in ${await buildWithGo(args, { name: 'kubernetes', label, cwd: kubernetesTools })}`);
  say('kubernetes: [2/2] asking it for its version and moving it into place');
  if (!isApiServer(made, version)) throw new Error(`kubernetes: what was made does not answer with v${version}`);
};

const main = async () => {
  ensureInstalled();
  const { version, folder } = kubernetesPlace();
  const works = (candidate) => isApiServer(candidate, version);
  const path = apiServerIn(folder);
  if (works(folder)) return say(`kubernetes: ${path} is there, version ${version}; nothing to do`);
  await makeFolder(folder, { fill: (made) => fill(made, version), works });
  say(`kubernetes: ${path} is ready, version ${version}`);
};

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
