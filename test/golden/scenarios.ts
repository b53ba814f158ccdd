import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';

/** Where the scenarios are; tests and scripts run at the repository's root. */
export const gallery = join(cwd(), 'plans');

/** Written by hand. `onward.yaml`, the project around the document, only where a scenario needs one. */
export const handWritten = ['world.yaml', 'desired.yaml', 'expected.yaml'] as const;
export const optional = 'onward.yaml';

/** Written by `npm run golden`. */
export const generated = ['plan.json', 'plan.txt', 'plan.md'] as const;

export const readme = 'README.md';

export const scenarios: readonly string[] = readdirSync(gallery, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export const folderOf = (scenario: string): string => join(gallery, scenario);

export const readGolden = (scenario: string, file: string): string =>
  readFileSync(join(folderOf(scenario), file), 'utf8');

interface ExpectedTarget {
  readonly journey: string | null;
  readonly pointOfNoReturn: string | null;
  /** Every check that was made: code → verdict. */
  readonly checks: Readonly<Record<string, string>>;
  /** Codes of rules that this version does not make yet, or not all of. */
  readonly notYet: readonly string[];
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
}

export const readExpected = (scenario: string): Expected => parse(readGolden(scenario, 'expected.yaml')) as Expected;
