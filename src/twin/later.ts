/** A place in the world that asks for what this twin does not have yet. */
interface Later {
  /** JSON pointer. */
  readonly pointer: string;
  readonly summary: string;
}

/** Sections of the format whose products come later. */
const sections: Readonly<Record<string, string>> = {
  slb: 'load balancers',
  ram: 'RAM roles and policies',
  ecs: 'ECS instances',
  vpc: 'VPC networks',
  aoc: 'AOC clusters and machines',
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Named here rather than left to "unknown key": a person who asks for them has read the design. */
export function findLater(world: unknown): readonly Later[] {
  if (!isObject(world)) return [];
  const asked = Object.entries(sections)
    .filter(([name]) => Object.hasOwn(world, name))
    .map(([name, what]) => ({
      pointer: `/${name}`,
      summary: `${name} (${what}) comes later: this twin does not model it yet`,
    }));
  const faults: readonly unknown[] = Array.isArray(world['faults']) ? world['faults'] : [];
  const stale = faults.flatMap((rule, index) =>
    isObject(rule) && isObject(rule['effect']) && Object.hasOwn(rule['effect'], 'stale')
      ? [
          {
            pointer: `/faults/${index}/effect/stale`,
            summary: 'the effect stale comes later: this twin does not have it yet',
          },
        ]
      : [],
  );
  return [...asked, ...stale];
}
