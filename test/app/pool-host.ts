import type { RunOptions } from '../../src/app/run-options.ts';
import { ownerOfThisProcess } from '../../src/store/owner.ts';
import { goldenHost } from '../golden/golden-host.ts';
import type { PoolCloud } from './pool-cloud.ts';

/** A machine on the clock of a cloud of pools: time passes while somebody waits. */
export const hostOver = (cloud: PoolCloud, folder: string): RunOptions['host'] => ({
  ...goldenHost(folder, { env: {}, wall: cloud.now() }),
  wall: cloud.now,
  monotonic: cloud.now,
  sleep: (ms) => {
    cloud.pass(ms);
    return Promise.resolve();
  },
  // Beats are the store's matter: none is due.
  quietSleep: () => new Promise(() => undefined),
  owner: ownerOfThisProcess(),
});
