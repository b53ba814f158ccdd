import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { direct } from '../run/direct.ts';
import type { Executor } from '../run/executor.ts';
import type { RunOptions } from './run-options.ts';

/**
 * The executor that walks legs. Proves before anything is consumed or sent that it can start: an engine that is not there
 * is an error with the command that gets it, and never something else in its place. Pulumi's SDK is loaded only when there
 * is a leg to walk.
 */
export const executorOf = async ({ executor, host, walks }: RunOptions): Promise<Result<Executor>> => {
  if (walks !== undefined) return succeed(walks);
  if (executor === 'direct') return succeed(direct);
  const { findEngine } = await import('../pulumi/engine.ts');
  const engine = await findEngine(host.env);
  if (!engine.ok) return fail(...engine.diagnostics);
  const { path } = engine.value;
  return succeed(async (leg, perform) => {
    const { pulumiExecutor } = await import('../pulumi/executor.ts');
    return pulumiExecutor({ engine: path, env: host.env })(leg, perform);
  });
};
