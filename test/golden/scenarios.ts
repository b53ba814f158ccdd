import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';
import type { Plan } from '../../src/core/plan.ts';
import { baseOf, sourceOf, wholeText } from './variant.ts';

/** Where the scenarios are; tests and scripts run at the repository's root. */
export const gallery = join(cwd(), 'plans');

/**
 * Written by hand. A variant of another scenario has `expected.yaml`, which names it, and of the others what differs.
 * `onward.yaml`, the project around the document, only where a scenario needs one.
 */
export const handWritten = ['world.yaml', 'desired.yaml', 'expected.yaml'] as const;
export const optional = 'onward.yaml';

/** Written by `npm run golden`. */
export const generated = [
  'plan.json',
  'plan.txt',
  'plan.wide.txt',
  'plan.md',
  'plan.html',
  'plan.sarif',
  'plan.gitlab.json',
  'plan.github.txt',
] as const;

export const readme = 'README.md';

export const scenarios: readonly string[] = readdirSync(gallery, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export const folderOf = (scenario: string): string => join(gallery, scenario);

/** A variant says what it changes of another scenario. */
export const isVariant = (scenario: string): boolean => baseOf(folderOf(scenario)) !== null;

/** Files of which a variant's shows little that that of its base does not: all of them together would be 12 MB. */
const large: readonly string[] = ['plan.json', 'plan.html'];

/** Forms that are kept of a few scenarios, each of which lays out something of its own: wide text, and what forges read. */
const few: readonly string[] = ['plan.wide.txt', 'plan.sarif', 'plan.gitlab.json', 'plan.github.txt'];
const shownInAll: readonly string[] = [
  'dedicated-everything-wrong',
  'dedicated-ready',
  'hostile-names',
  'ready',
  'two-targets-one-blocked',
  'unreadable',
  'vm-set',
  'vm-staged',
];

/** Which of the generated files are kept. A variant's large ones are made and proven like any other. */
export const keptOf = (scenario: string): readonly (typeof generated)[number][] =>
  generated.filter(
    (file) => (!large.includes(file) || !isVariant(scenario)) && (!few.includes(file) || shownInAll.includes(scenario)),
  );

/** What was generated for a scenario. */
export const readGolden = (scenario: string, file: (typeof generated)[number]): string =>
  readFileSync(join(folderOf(scenario), file), 'utf8');

/** The plan of a scenario, where it is kept. */
export const readGoldenPlan = (scenario: string): Plan | null =>
  keptOf(scenario).includes('plan.json') ? (JSON.parse(readGolden(scenario, 'plan.json')) as Plan) : null;

/** What was written by hand for a scenario, whole: with what it takes from the one it is a variant of. */
export const readWritten = (scenario: string, file: (typeof handWritten)[number]): string => {
  const path = sourceOf(folderOf(scenario), file);
  if (path === null) throw new Error(`${scenario} has no ${file}`);
  return wholeText(path);
};

export interface ExpectedTarget {
  readonly journey: string | null;
  readonly pointOfNoReturn: string | null;
  /** Every check that was made: code → verdict. */
  readonly checks: Readonly<Record<string, string>>;
  /** Codes of rules that this version does not make yet, or not all of. */
  readonly notYet: readonly string[];
  /** Ids of the duties that the journey leaves, in the order in which the plan names them. */
  readonly duties: readonly string[];
}

export interface ExpectedFleet {
  /** `soak` is `none` where it does not rest. */
  readonly waves: Readonly<Record<string, { readonly soak: string; readonly targets: readonly string[] }>>;
  readonly stopOn: { readonly failed: number; readonly ambiguous: number } | null;
  /** By what is limited. */
  readonly limits: Readonly<Record<string, number>>;
}

/** What the rules demand of a plan, written before there was one. */
export interface Expected {
  /** One line for the list of scenarios. */
  readonly says: string;
  readonly exit: number;
  readonly complete: boolean;
  readonly applicable: boolean;
  readonly pointOfNoReturn: string | null;
  readonly steps: readonly string[];
  readonly changes: readonly object[];
  readonly targets: Readonly<Record<string, ExpectedTarget>>;
  /** Where the project says how many move at a time, in which waves, or when no further one begins. */
  readonly fleet?: ExpectedFleet;
}

export const readExpected = (scenario: string): Expected => parse(readWritten(scenario, 'expected.yaml')) as Expected;
