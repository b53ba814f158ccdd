import { onTestFinished } from 'vitest';
import type { Desired } from '../../../../src/core/desired.ts';
import type { Diagnostic } from '../../../../src/core/diagnostic.ts';
import type { DriverSettings } from '../../../../src/core/kind.ts';
import type { Expansion } from '../../../../src/core/operation.ts';
import { createDriver } from '../../../../providers/aoc/virtual-machine-set/driver.ts';
import type { Asked, CenterServer, Reply } from '../center-server.ts';
import { scriptedCenter, type Rows } from '../scripted-center.ts';

const settings = (url: string): DriverSettings => ({
  env: { ONWARD_AOC_HZ_URL: url, ONWARD_AOC_HZ_TOKEN: 'api-key' },
  accounts: [],
  sleep: () => Promise.resolve(),
  monotonic: () => 0,
  wall: () => Date.parse('2026-11-26T12:00:00Z'),
  randomUuid: () => 'uuid',
});

export interface Expanding {
  readonly rows: Rows;
  readonly sets: readonly Desired[];
  readonly moved?: readonly Desired[];
  readonly answer?: (asked: Asked) => Reply | null;
}

export interface ExpandedBy {
  readonly expansions: ReadonlyMap<string, Expansion>;
  readonly server: CenterServer;
}

/** Expands sets over a scripted center. */
export const expandBy = async ({ rows, sets, moved = [], answer }: Expanding): Promise<ExpandedBy> => {
  const server = await scriptedCenter(rows, answer);
  onTestFinished(() => server.close());
  const driver = createDriver(settings(server.url));
  const expansions = await driver.expand?.(sets.map((set) => ({ set, moved })));
  if (expansions === undefined) throw new Error('it expands nothing');
  return { expansions, server };
};

export interface Members {
  readonly members: readonly Desired[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The members of the one set. */
export const membersBy = async (expanding: Expanding): Promise<Members> => {
  const [expansion] = (await expandBy(expanding)).expansions.values();
  if (expansion?.is !== 'members') throw new Error('its members were not read');
  return expansion;
};

/** `error PLN021 erp.yaml/spec/overrides/0/name the override of …`. */
export const told = ({ severity, code, at, summary }: Diagnostic): string =>
  `${severity} ${code} ${at?.file.replace('erp.yaml', '') ?? ''} ${summary}`;
