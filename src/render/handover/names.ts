import type { HandoverResource } from '../../core/handover.ts';
import type { HandoverTarget } from '../model/handover-model.ts';

/** A resource with the name under which both tools will hold it. */
export interface Named extends HandoverResource {
  readonly name: string;
}

/** Letters, digits, `_` and `-`, and no digit first: what Terraform takes as a name (its language reference). */
const asName = (text: string): string => {
  const plain = text.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 120);
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
};

const free = (wanted: string, taken: ReadonlySet<string>): string => {
  for (let turn = 1; ; turn += 1) {
    const name = turn === 1 ? wanted : `${wanted}_${String(turn)}`;
    if (!taken.has(name)) return name;
  }
};

/** Names all resources of a handover, each name once: foreign names may be anything, and equal after they were made fit. */
export const namedResources = (targets: readonly HandoverTarget[]): ReadonlyMap<HandoverTarget, readonly Named[]> => {
  const taken = new Set<string>();
  return new Map(
    targets.map((target) => [
      target,
      target.resources.map((resource) => {
        const name = free(asName(resource.part === '' ? target.name : `${target.name}-${resource.part}`), taken);
        taken.add(name);
        return { ...resource, name };
      }),
    ]),
  );
};
