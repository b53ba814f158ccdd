import type { Fault } from './world-schema.ts';
import { findLater } from './later.ts';
import { viewsOf } from './stale.ts';
import { kubernetesActions } from './kubernetes/discovery.ts';
import { ossActions } from './oss/operations.ts';
import { aocActions } from './services/aoc/endpoints.ts';
import { services } from './services/registry.ts';
import { suggest } from './suggest.ts';
import { explainErrors, validateAsWorld } from './world-schema.ts';

type CheckedRules =
  { readonly ok: true; readonly rules: readonly Fault[] } | { readonly ok: false; readonly why: readonly string[] };

/** Why a rule can never do anything: an action that no product has. Undefined when it can. */
export function findDeadAction({ match: { product, action } = {} }: Fault): string | undefined {
  if (action === undefined) return undefined;
  const known = [
    ...services
      .filter((service) => product === undefined || service.product === product)
      .flatMap(({ operations }) => operations.map((operation) => operation.action)),
    ...(product === undefined || product === 'Kubernetes' ? kubernetesActions : []),
    ...(product === undefined || product === 'OSS' ? ossActions : []),
    ...(product === undefined || product === 'AOC' ? aocActions : []),
  ];
  if (known.includes(action)) return undefined;
  return `the twin has no action "${action}"${product === undefined ? '' : ` in ${product}`}${suggest(action, known)}`;
}

/** Why a rule makes nothing stale: its product shows none of what is to be late. Undefined when it does. */
export function findDeadView({ match = {}, effect: { stale } }: Fault): string | undefined {
  const shown = viewsOf[match.product ?? ''];
  if (stale?.of === undefined || shown === undefined || stale.of.some((view) => shown.includes(view))) return undefined;
  return `of ${match.product ?? ''} can be stale: ${shown.join(', ')}`;
}

/** Rules as POST /_twin/faults gets them, held against the world's schema. */
export function checkRules(values: readonly unknown[]): CheckedRules {
  const world = { apiVersion: 'onward/v1', kind: 'World', faults: values };
  const later = findLater(world).map(({ summary }) => summary);
  if (later.length > 0) return { ok: false, why: later };
  const checked = validateAsWorld(world);
  if (!checked.ok)
    return {
      ok: false,
      why: explainErrors(checked.errors, world).map(({ pointer, summary }) => `${pointer}: ${summary}`),
    };
  const rules = checked.world.faults ?? [];
  const dead = rules.flatMap((rule) => [findDeadAction(rule), findDeadView(rule)]).filter((why) => why !== undefined);
  return dead.length > 0 ? { ok: false, why: dead } : { ok: true, rules };
}
