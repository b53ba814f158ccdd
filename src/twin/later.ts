import { viewsOf } from './stale.ts';

/** A place in the world that asks for what this twin does not have yet. */
interface Later {
  /** JSON pointer. */
  readonly pointer: string;
  readonly summary: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads of clusters, of the operation center and lists of objects can be stale; other reads not yet. */
function isLater(rule: unknown): boolean {
  if (!isObject(rule) || !isObject(rule['effect']) || !Object.hasOwn(rule['effect'], 'stale')) return false;
  return !isObject(rule['match']) || !Object.hasOwn(viewsOf, String(rule['match']['product']));
}

/** Named here rather than left to "unknown key": a person who asks for them has read the design. */
export function findLater(world: unknown): readonly Later[] {
  const faults: readonly unknown[] = isObject(world) && Array.isArray(world['faults']) ? world['faults'] : [];
  return faults.flatMap((rule, index) =>
    isLater(rule)
      ? [
          {
            pointer: `/faults/${index}/effect/stale`,
            summary:
              'the effect stale comes later for other products than CS, AOC and OSS: this twin does not have it yet',
          },
        ]
      : [],
  );
}
