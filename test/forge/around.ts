import type { Result } from '../../src/core/diagnostic.ts';
import { openForge, placeOf, type Environment, type Surroundings } from '../../src/forge/place.ts';
import type { Forge } from '../../src/forge/port.ts';

export const now = Date.UTC(2026, 10, 28, 2);

/** Surroundings whose waits take no time and are noted instead. */
export const around = (env: Environment, event: string | null, waits: number[] = []): Surroundings => ({
  env,
  event,
  agent: 'onward/test',
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
  wall: () => now,
});

export const openAt = (env: Environment, event: string | null, waits: number[] = []): Result<Forge> => {
  const surroundings = around(env, event, waits);
  const place = placeOf(surroundings);
  if (place === null) throw new Error('no pipeline');
  return openForge(surroundings, place);
};

export const forgeAt = (env: Environment, event: string | null, waits: number[] = []): Forge => {
  const opened = openAt(env, event, waits);
  if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics));
  return opened.value;
};

export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
};

export const codesOf = (result: Result<unknown>): readonly string[] => result.diagnostics.map(({ code }) => code);
