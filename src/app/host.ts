import type { DriverSettings } from '../core/kind.ts';
import type { Owner } from '../core/journal.ts';
import type { Files } from '../document/files.ts';
import type { Sha256 } from '../core/decision.ts';
import type { Transport } from '../core/transport.ts';
import type { StorePorts } from '../store/ports.ts';
import type { Programs } from './programs.ts';

/** What use cases need of the machine they run on; the CLI gives the real one, tests their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Name and version, as plans carry it: `onward 0.1.0`. */
  readonly tool: string;
  readonly wall: () => number;
  readonly monotonic: () => number;
  /** Real milliseconds; ends early when the run is cancelled. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Real milliseconds; neither ends early nor keeps the process alive. */
  readonly quietSleep: (ms: number) => Promise<void>;
  readonly randomUuid: () => string;
  readonly sha256: Sha256;
  readonly owner: Owner;
  /** The file system, as far as documents need it. */
  readonly files: Files;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Writes a whole file that only its owner may read (0600). */
  readonly writePrivate: (path: string, text: string) => Promise<void>;
  /** Writes a whole file that others may read as the umask allows, and the folders it lies in. */
  readonly writeShared: (path: string, text: string) => Promise<void>;
  /** The same for a file that is not there yet; false where one is, which is left as it is. */
  readonly createShared: (path: string, text: string) => Promise<boolean>;
  readonly readStdin: () => Promise<Uint8Array>;
  /** git and ssh-keygen. */
  readonly programs: Programs;
  /** Carries requests where the network does not. */
  readonly transport?: Transport;
  /** What a store needs of the machine; its own where none are given. */
  readonly storePorts?: StorePorts;
}

/** What a kind's driver needs of the machine. */
export const driverSettings = ({ env, sleep, monotonic, wall, randomUuid, transport }: Host): DriverSettings => ({
  env,
  accounts: [],
  sleep,
  monotonic,
  wall,
  randomUuid,
  ...(transport === undefined ? {} : { transport }),
});
