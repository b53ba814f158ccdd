import type { Result } from '../core/diagnostic.ts';
import type { Engine } from '../pulumi/engine.ts';
import type { Host } from './host.ts';

/** The engine that `--executor pulumi` would drive, asked for its version; whoever waits longer than 20 s gets its error. */
export const engineReady = async (host: Host): Promise<Result<Engine>> => {
  const { findEngine } = await import('../pulumi/engine.ts');
  return findEngine(host.env);
};
