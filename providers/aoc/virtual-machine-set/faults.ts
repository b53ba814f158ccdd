import type { Desired } from '../../../src/core/desired.ts';
import { error, warning, type Diagnostic } from '../../../src/core/diagnostic.ts';
import { sharedNames } from './members.ts';
import type { Chosen, Selection } from './selection.ts';
import { specOf, type SelectorSpec } from './spec.ts';

/** What was looked for, in words: `label app=erp in hz-a`. */
const soughtBy = ({ cluster, matchLabels, names }: SelectorSpec): string => {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const parts = [
    ...(labels.length === 0 ? [] : [`${labels.length === 1 ? 'label' : 'labels'} ${labels.join(', ')}`]),
    ...(names === null ? [] : [`${names.length === 1 ? 'name' : 'names'} ${names.join(', ')}`]),
  ];
  return `${parts.join(' and ')} in ${cluster}`;
};

const empty = (set: Desired, chosen: readonly Chosen[]): readonly Diagnostic[] => {
  if (chosen.length > 0) return [];
  const { selector } = specOf(set);
  const summary = `no machine is selected: ${soughtBy(selector)}`;
  const remedy = 'correct the cluster, the labels or the names; the operation center’s own spelling counts';
  return [error('PLN020', { summary, at: set.place('/spec/selector'), address: set.address, remedy })];
};

const strayOverrides = (set: Desired, chosen: readonly Chosen[]): readonly Diagnostic[] => {
  const shared = sharedNames(chosen);
  return specOf(set).overrides.flatMap(({ name }, index) => {
    const at = { at: set.place(`/spec/overrides/${index}/name`), address: set.address };
    if (shared.has(name)) {
      const ids = chosen.filter((one) => one.name === name).map(({ id }) => id);
      const summary = `the override of ${name} could mean any of ${ids.length} machines of that name: ${ids.sort().join(', ')}`;
      const remedy = 'give the machines different names, or write a VirtualMachine document with an id for each';
      return [error('PLN022', { summary, ...at, remedy })];
    }
    if (chosen.some((one) => one.name === name)) return [];
    const summary = `the override of ${name} is for no machine that the set selects`;
    const detail = 'What it asks for would be lost without a word.';
    return [error('PLN021', { summary, detail, ...at, remedy: 'correct its name, or take it out' })];
  });
};

const unknownNames = (set: Desired, { unknownNames: names, chosen }: Selection): readonly Diagnostic[] => {
  // Where there is none at all, that is said already, with all names.
  if (chosen.length === 0) return [];
  const listed = specOf(set).selector.names ?? [];
  return names.map((name) =>
    error('PLN023', {
      summary: `no machine that the selector may take is called ${name}`,
      at: set.place(`/spec/selector/names/${listed.indexOf(name)}`),
      address: set.address,
      remedy: 'correct the name, or take it out',
    }),
  );
};

const idleExcludes = (set: Desired, { idleExcludes: names }: Selection): readonly Diagnostic[] => {
  const listed = specOf(set).selector.exclude;
  return names.map((name) =>
    warning('PLN023', {
      summary: `${name} is excluded, and the selector finds no machine of that name`,
      at: set.place(`/spec/selector/exclude/${listed.indexOf(name)}`),
      address: set.address,
      remedy: 'correct the name, or take it out',
    }),
  );
};

const leftOut = (set: Desired, { system, recycled }: Selection): readonly Diagnostic[] => {
  const all = [...system, ...recycled];
  if (all.length === 0) return [];
  const summary =
    `${all.length} ${all.length === 1 ? 'machine' : 'machines'} that the selector fits ${all.length === 1 ? 'is' : 'are'} left out: ` +
    `${system.length} of the system itself, ${recycled.length} in the recycle bin`;
  const detail = `They are ${[...all].sort().join(', ')}.`;
  const remedy = 'take their label away, or expect them not to be counted';
  return [warning('PLN024', { summary, detail, at: set.place('/spec/selector'), address: set.address, remedy })];
};

/** All that is wrong, or worth knowing, of what a set selects. `chosen` are its members in the end. */
export const faultsOf = (set: Desired, selection: Selection, chosen: readonly Chosen[]): readonly Diagnostic[] => [
  ...empty(set, chosen),
  ...strayOverrides(set, chosen),
  ...unknownNames(set, { ...selection, chosen }),
  ...idleExcludes(set, selection),
  ...leftOut(set, selection),
];
