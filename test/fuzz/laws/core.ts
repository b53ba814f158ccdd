import fc from 'fast-check';
import { kinds } from '../../../providers/registry.ts';
import { buildPlan } from '../../../src/core/build-plan.ts';
import { canonical, equal } from '../../../src/core/canonical.ts';
import { diff } from '../../../src/core/diff.ts';
import type { Facts, Json } from '../../../src/core/fact.ts';
import { inOrder } from '../../../src/core/order.ts';
import { visibleInJson } from '../../../src/core/visible-json.ts';
import { loadDocuments } from '../../../src/document/load-documents.ts';
import { sha256 } from '../../../src/store/ports.ts';
import { desiredOf, draft, journeyOf, observedOf, sampleKind } from '../../core/sample-kind.ts';
import { memoryFiles } from '../../document/memory-files.ts';
import { cluster } from '../../document/load.ts';
import { oddValue } from '../inputs/odd-values.ts';
import { law, type Law } from '../law.ts';
import { isVisible } from '../told.ts';

const same = (a: unknown, b: unknown, what: string): void => {
  if (JSON.stringify(a) !== JSON.stringify(b))
    throw new Error(`${what}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`);
};

const kind = fc.constantFrom(...kinds);

/** Any values for some facts of a kind, and for one that it does not know. */
const factsOf = ({ facts }: (typeof kinds)[number]): fc.Arbitrary<Facts> =>
  fc.dictionary(fc.constantFrom(...facts.map(({ name }) => name), 'nobody.knows'), oddValue, { maxKeys: 12 });

const twoSides = kind.chain((one) =>
  fc.record({ of: fc.constant(one.name), desired: factsOf(one), observed: factsOf(one) }),
);

interface Sides {
  readonly of: string;
  readonly desired: Facts;
  readonly observed: Facts;
}

/** Exactly what is asked for, was read, and is something else. */
const isDifference = ({ of, desired, observed }: Sides): void => {
  const { facts } = kinds.find(({ name }) => name === of)!;
  const found = diff(`${of}/x`, { desired, observed }, facts).map(({ fact }) => fact);
  const due = facts
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(desired, name) && Object.hasOwn(observed, name))
    .filter((name) => canonical(desired[name]) !== canonical(observed[name]));
  same(found, due, 'what differs');
  same(diff(`${of}/x`, { desired, observed: desired }, facts), [], 'between a thing and itself');
};

const isReadBack = (value: Json): void => {
  const text = canonical(value);
  const back = JSON.parse(text) as Json;
  same(canonical(back), text, 'read back and written again');
  if (!equal(back, value)) throw new Error('read back, it is another');
  const shown = visibleInJson(JSON.stringify(value, null, 1));
  isVisible(shown, 'what is written');
  same(JSON.parse(shown), JSON.parse(JSON.stringify(value)), 'what is written reads back');
};

interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

const graph: fc.Arbitrary<readonly Node[]> = fc
  .array(fc.array(fc.nat(30), { maxLength: 3 }), { maxLength: 12, size: 'max' })
  .map((needs) =>
    needs.map((some, at) => ({
      id: `n${at}`,
      needs: at === 0 ? [] : [...new Set(some.map((need) => `n${need % at}`))],
    })),
  );

/** Each after its needs; what needs nothing of the other keeps its place before or behind it. */
const isOrdered = (given: readonly Node[]): void => {
  const ordered = inOrder(given);
  if (ordered === null) throw new Error('there is no order, and there is one');
  same(inOrder(ordered), ordered, 'ordered again');
  const placeOf = new Map(ordered.map(({ id }, at) => [id, at]));
  if (placeOf.size !== given.length) throw new Error('some are gone');
  for (const { id, needs } of ordered)
    if (needs.some((need) => placeOf.get(need)! >= placeOf.get(id)!))
      throw new Error(`${id} stands before what it needs`);
};

const names = ['a', 'b', 'c', 'd', 'e'];
const someOrder = fc.shuffledSubarray(names, { minLength: 2 });

/** A journey whose steps stand in some order; each target goes it. */
const planOf = (targets: readonly string[], steps: readonly Node[]) =>
  buildPlan({
    subjects: targets.map((name) => ({
      kind: sampleKind({
        route: () => ({
          is: 'due',
          journey: journeyOf(steps.map(({ id, needs }) => draft(id, { operation: 'pool.precheck/1', needs }))),
        }),
      }),
      desired: desiredOf(name),
      observed: observedOf({ 'pool.heated': false, 'pool.idle': true }),
    })),
    store: null,
    storeAs: 'default',
    createdAt: '2026-11-28T02:00:00Z',
    tool: 'onward 0.1.0',
    diagnostics: [],
    sha256,
    prices: {},
  });

const isAloneAsAmong = ({ targets, steps }: { targets: readonly string[]; steps: readonly Node[] }): void => {
  const { steps: all } = planOf(targets, steps);
  same(
    all.map(({ id }) => id),
    targets.flatMap((name) => planOf([name], steps).steps.map(({ id }) => id)),
    'the steps of targets together and of each alone',
  );
};

const loadedFrom = async (sources: readonly string[]): Promise<readonly string[]> => {
  const tree = Object.fromEntries(
    names.map((name, at) => [`/w/${name}.yaml`, cluster(name, `c${String(at).repeat(32)}`)]),
  );
  const loaded = await loadDocuments(sources, { kinds, files: memoryFiles(tree), cwd: '/w' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return loaded.value.desired.map(({ address }) => address);
};

const isSorted = async (order: readonly string[]): Promise<void> => {
  const files = order.map((name) => `${name}.yaml`);
  same(await loadedFrom(files), await loadedFrom([...files].sort()), 'the targets of files in another order');
};

const shuffled = graph.chain((nodes) => fc.shuffledSubarray([...nodes], { minLength: nodes.length }));

export const coreLaws: readonly Law[] = [
  law({ name: 'core: what differs is told, and nothing differs from itself', tries: 2000 }, twoSides, isDifference),
  law(
    { name: 'core: JSON reads back as it was written, and shows all that it holds', tries: 3000 },
    oddValue,
    isReadBack,
  ),
  law({ name: 'core: steps stand behind what they need, and ordered again stay', tries: 2000 }, shuffled, isOrdered),
  law(
    { name: 'core: the order of the steps of a target does not depend on other targets', tries: 500 },
    fc.record({ targets: someOrder, steps: shuffled }),
    isAloneAsAmong,
  ),
  law({ name: 'core: the order of targets does not depend on that of arguments', tries: 300 }, someOrder, isSorted),
];
