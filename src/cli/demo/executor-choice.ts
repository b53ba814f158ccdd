import { engineReady } from '../../app/engine-ready.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Terminal } from '../terminal.ts';

/** What walks the changes, and what has to be said about it. */
export interface Choice {
  readonly executor: 'pulumi' | 'direct';
  readonly said: string;
  /** Whether it is said loudly: it is not what would run in earnest. */
  readonly loud: boolean;
}

const patienceMs = 20_000;

/** `auto` takes Pulumi where its engine answers; an engine that was asked for by name and is not there is an error. */
export const chooseExecutor = async (
  wish: string,
  { host }: Terminal,
): Promise<Choice | { readonly missing: readonly Diagnostic[] }> => {
  const asked = 'as asked: Onward walks the changes itself, without Pulumi';
  if (wish === 'direct') return { executor: 'direct', said: asked, loud: false };
  const engine = await Promise.race([engineReady(host), host.quietSleep(patienceMs).then(() => null)]);
  if (engine?.ok) {
    const { version, from } = engine.value;
    return { executor: 'pulumi', said: `Pulumi ${version} (${from}) orders the changes`, loud: false };
  }
  if (wish === 'pulumi') return { missing: engine?.diagnostics ?? [] };
  const said =
    'Pulumi’s engine is not here, so the changes are walked by --executor direct. ' +
    'The same demo through Pulumi: npm run engine, then npm run demo.';
  return { executor: 'direct', said, loud: true };
};
