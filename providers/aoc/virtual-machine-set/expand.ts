import type { Desired } from '../../../src/core/desired.ts';
import { error, warning, type Diagnostic } from '../../../src/core/diagnostic.ts';
import type { DriverSettings, Expansion } from '../../../src/core/kind.ts';
import type { Reading } from '../../wire/reading.ts';
import { createCenters, type Centers } from '../centers.ts';
import type { Machine } from '../clients/rows.ts';
import { virtualMachine } from '../virtual-machine/kind.ts';
import { memberDocument } from './members.ts';
import { readSelected } from './read-selected.ts';
import { specOf, type VirtualMachineSetSpec } from './spec.ts';

type Rows = readonly Machine[];

const byName = (a: Machine, b: Machine): number => (a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1);

/** Machines of the system itself, and what lies in the recycle bin or is deleted, are nobody's to move by a label. */
const isMovable = ({ internal, inRecycleBin, status }: Machine): boolean =>
  !internal && !inRecycleBin && status !== 'DELETED';

const list = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${String(names.length - 5)} more`;

const overrideFaults = (set: Desired, { overrides }: VirtualMachineSetSpec, rows: Rows): readonly Diagnostic[] =>
  overrides.flatMap(({ name }, index) => {
    const at = set.place(`/spec/overrides/${String(index)}/name`);
    const base = { at, address: set.address };
    const count = rows.filter((row) => row.name === name).length;
    if (overrides.findIndex((other) => other.name === name) < index)
      return [error('DOC034', { ...base, summary: `overrides has ${name} twice`, remedy: 'keep one of the two' })];
    if (count === 1) return [];
    return [
      error('PLN014', {
        ...base,
        summary: `the set selects ${count === 0 ? 'no machine' : `${String(count)} machines`} called ${name}, and an override speaks of it`,
        remedy:
          count === 0
            ? `correct the name; it selects ${list(rows.map((row) => row.name))}`
            : 'give the machines different names, or a document each',
      }),
    ];
  });

const unselected = (set: Desired, { selector }: VirtualMachineSetSpec, rows: Rows): readonly Diagnostic[] => [
  ...selector.exclude.flatMap((name, index) =>
    rows.some((row) => row.name === name)
      ? []
      : [
          warning('PLN015', {
            summary: `exclude names ${name}, which the set does not select`,
            at: set.place(`/spec/selector/exclude/${String(index)}`),
            address: set.address,
            remedy: 'take it out, or correct the name',
          }),
        ],
  ),
  ...(selector.names ?? []).flatMap((name, index) =>
    rows.some((row) => row.name === name)
      ? []
      : [
          error('PLN014', {
            summary: `the set names ${name}, and there is no such machine with its labels in ${selector.cluster}`,
            at: set.place(`/spec/selector/names/${String(index)}`),
            address: set.address,
            remedy: 'correct the name',
          }),
        ],
  ),
];

/** What is wrong with one member is mostly wrong with all of them: said once. */
const once = (all: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(all.map((one) => [`${one.code} ${one.summary} ${JSON.stringify(one.at)}`, one])).values(),
];

const expandOne = (set: Desired, found: Rows): Expansion => {
  const spec = specOf(set);
  const movable = found.filter(isMovable);
  const rows = movable.filter(({ name }) => !spec.selector.exclude.includes(name)).sort(byName);
  const left = found.length - movable.length;
  const members = rows.map((machine, index) => memberDocument(set, spec, { machine, index, found: rows.length }));
  return {
    members,
    diagnostics: [
      ...unselected(set, spec, movable),
      ...overrideFaults(set, spec, rows),
      ...once(members.flatMap((member) => virtualMachine.lint(member))),
      ...(left === 0
        ? []
        : [
            warning('PLN015', {
              summary: `${String(left)} of the machines it selects stay: of the system itself, deleted or in the recycle bin`,
              at: set.place('/spec/selector'),
              address: set.address,
              remedy: 'exclude them by name, if that is meant',
            }),
          ]),
    ],
  };
};

const readOne = async (centers: Centers, set: Desired): Promise<Expansion | null> => {
  const center = centers.of(specOf(set).operationCenter);
  if (!center.ok) return null;
  const found: Reading<Rows | null> = await readSelected(center.center.aoc, specOf(set));
  if (!found.ok) return null;
  if (found.value !== null) return expandOne(set, found.value);
  const { cluster } = specOf(set).selector;
  return {
    members: [],
    diagnostics: [
      error('PLN013', {
        summary: `the operation center has no cluster ${cluster}`,
        at: set.place('/spec/selector/cluster'),
        address: set.address,
        remedy: 'correct selector.cluster',
      }),
    ],
  };
};

/** Which machines sets stand for now: a few lists a set, never a call a machine. */
export const expand = async (
  settings: DriverSettings,
  sets: readonly Desired[],
): Promise<ReadonlyMap<string, Expansion | null>> => {
  const centers = createCenters(settings);
  const found = await Promise.all(sets.map(async (set) => [set.address, await readOne(centers, set)] as const));
  return new Map(found);
};
