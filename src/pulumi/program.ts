import type { Resource } from '@pulumi/pulumi';
import type { Leg } from '../run/executor.ts';
import type { Step } from './stub.cjs';

/** The type token of an operation: `ack.migrate/1` → `AckMigrate`. The version is the plan's business, not the state's. */
export const kindOf = (operation: string): string =>
  (operation.split('/')[0] ?? '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * The inline program of a leg: one resource a step, which depends on its needs and is never deleted. Inputs hold the plan's
 * and the step's id and nothing else; the plan's, because equal inputs would be "unchanged" and never asked for.
 */
export const program =
  (leg: Leg, StepResource: typeof Step): (() => Promise<void>) =>
  // Pulumi wants a promise: it waits for whatever a program returns.
  () => {
    const made = new Map<string, Resource>();
    for (const step of leg.steps) {
      const dependsOn = step.needs.flatMap((need) => made.get(need) ?? []);
      const inputs = { plan: leg.plan, step: step.id };
      made.set(step.id, new StepResource(kindOf(step.operation), step.id, inputs, { dependsOn, retainOnDelete: true }));
    }
    return Promise.resolve();
  };
