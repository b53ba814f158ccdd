import type { DriverSettings } from '../../src/core/kind.ts';
import type { CloudClock } from '../../src/core/operation.ts';
import { rfc3339 } from '../wire/cloud-clock.ts';
import type { Failure } from '../wire/failure.ts';
import { isLoopback } from '../../src/core/loopback.ts';
import { createAoc, type Aoc } from './clients/aoc.ts';
import { connectionOf } from './connection.ts';
import { createSession } from './session.ts';

/** One operation center that can be asked. */
export interface Center {
  readonly aoc: Aoc;
  /** Its time now (RFC 3339); the local one before its first answer. */
  readonly stamp: () => string;
}

export type CenterFound =
  { readonly ok: true; readonly center: Center } | { readonly ok: false; readonly failure: Failure };

/** The operation centers of one run, opened as documents name them. */
export interface Centers {
  of(name: string): CenterFound;
  /** The clock of the center that was asked for last. */
  readonly clock: CloudClock;
  stamp(): string;
  /** Asks the center that was asked for last for its time. */
  readClock(): Promise<void>;
  /** True while every center of the environment answers at a loopback address. */
  readonly loopback: boolean;
}

const isAllLoopback = (env: DriverSettings['env']): boolean => {
  const urls = Object.entries(env).filter(([name, value]) => /^ONWARD_AOC_.+_URL$/.test(name) && (value ?? '') !== '');
  return urls.length > 0 && urls.every(([, url = '']) => URL.canParse(url) && isLoopback(new URL(url)));
};

interface Opened {
  readonly found: CenterFound;
  readonly clock: CloudClock | null;
}

const open = (settings: DriverSettings, name: string): Opened => {
  const connected = connectionOf(settings.env, name);
  if (!connected.ok) return { found: connected, clock: null };
  const session = createSession(settings, connected.connection);
  return {
    found: { ok: true, center: { aoc: createAoc(session), stamp: () => session.stamp() } },
    clock: session.clock,
  };
};

/** Nothing is called before the first question. */
export const createCenters = (settings: DriverSettings): Centers => {
  const opened = new Map<string, Opened>();
  let last: Opened | null = null;
  const now = (): number | null => last?.clock?.now() ?? null;
  return {
    of: (name) => {
      const one = opened.get(name) ?? open(settings, name);
      opened.set(name, one);
      last = one;
      return one.found;
    },
    clock: { now },
    stamp: () => rfc3339(now() ?? settings.wall()),
    readClock: async () => {
      if (last?.found.ok) await last.found.center.aoc.version();
    },
    loopback: isAllLoopback(settings.env),
  };
};
