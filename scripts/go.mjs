// Go, as far as the developer's verbs need it: whether there is one, and one way of building with it.
import { spawnSync } from 'node:child_process';
import { run } from './loudly.mjs';

/** GOTOOLCHAIN=local keeps Go from fetching a newer one of itself. */
const goEnv = () => ({ ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' });

/** `go version` where it is at least `oldest` (`[1, 25, 11]`), else why not. */
export function findGo(oldest) {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: goEnv() });
  const found = status === 0 ? /go(\d+)\.(\d+)(?:\.(\d+))?/.exec(stdout) : null;
  if (!found) return { missing: 'there is no Go here' };
  const version = found.slice(1).map((part) => Number(part ?? 0));
  const at = oldest.findIndex((part, index) => part !== version[index]);
  const enough = at === -1 || version[at] > oldest[at];
  return enough ? { version: found[0] } : { missing: `${found[0]} is older than go${oldest.join('.')}` };
}

/** Static, with reproducible paths, and every module's checksum verified against the committed go.sum. */
export const buildWithGo = (args, { name, label, cwd }) =>
  run('go', ['build', '-v', '-mod=readonly', '-trimpath', ...args], { name, label, cwd, env: goEnv() });
