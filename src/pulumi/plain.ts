import { Config, output, runtime, RunError, unknown, type Input, type Resource } from '@pulumi/pulumi';
import type { LegStep } from '../run/executor.ts';
import { loadStub } from './assets.ts';
import { kindOf } from './program.ts';

/** What a stack says under `onward:`. */
export interface StackConfig {
  readonly plan: string | null;
  readonly store: string | null;
  readonly approve: string | null;
  readonly gates: readonly string[];
  readonly takeOver: boolean;
}

export const stackConfig = (): StackConfig => {
  const config = new Config('onward');
  return {
    plan: config.get('plan') || null,
    store: config.get('store') || null,
    approve: config.get('approve') || null,
    gates: (config.get('gate') ?? '').split(',').filter((gate) => gate !== ''),
    takeOver: config.getBoolean('takeOver') ?? false,
  };
};

/** A preview starts nothing. */
export const isPreview = (): boolean => runtime.isDryRun();

/** Fails the program with a text and without a stack, which would say nothing to whoever reads it. */
export const refusal = (text: string): Error => new RunError(text);

/** Of a preview it is not known how the run will stand. */
export const outputsOf = (
  known: Readonly<Record<string, string | null>>,
  later: Readonly<Record<string, string | null>>,
): Record<string, Input<string | null>> => ({
  ...known,
  ...(isPreview() ? Object.fromEntries(Object.keys(later).map((name) => [name, output(unknown) as never])) : later),
});

/** The registered resource of a step; `there` resolves when Pulumi has it, and rejects when Pulumi gives up. */
export interface Made {
  readonly resource: Resource;
  readonly there: Promise<unknown>;
}

/** Pulumi's outputs hand out no rejection but here. */
const settled = (resource: Resource): Promise<unknown> =>
  (resource.urn as unknown as { readonly promise: () => Promise<unknown> }).promise();

/** Registers steps of a plan, in the manner of the executor's inline program. */
export const registrar = (plan: string): ((step: LegStep) => Made) => {
  const { Step } = loadStub();
  const made = new Map<string, Made>();
  return (step) => {
    const dependsOn = step.needs.flatMap((need) => made.get(need)?.resource ?? []);
    const options = { dependsOn, retainOnDelete: true };
    const resource = new Step(kindOf(step.operation), step.id, { plan, step: step.id }, options);
    const one = { resource, there: settled(resource) };
    made.set(step.id, one);
    return one;
  };
};

/** What a preview shows: each change of the plan. Nothing is asked for. */
export const showAhead = async (plan: string, steps: readonly LegStep[]): Promise<void> => {
  const register = registrar(plan);
  await Promise.all(steps.map((step) => register(step).there));
};
