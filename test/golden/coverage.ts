import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';
import { kinds } from '../../providers/registry.ts';
import { commands } from '../../src/cli/commands.ts';
import type { Plan } from '../../src/core/plan.ts';
import { isGate } from '../../src/core/step.ts';
import { makeGolden } from './make-golden.ts';
import { isVariant, readExpected, readGolden, scenarios, type Expected, type ExpectedTarget } from './scenarios.ts';

const folder = join(cwd(), 'docs', 'statements');
export const page = join(cwd(), 'docs', 'coverage.md');

/** One statement of a source, in our words, and the references to what answers it: `check ACK107`, `step ack.migrate`. */
interface Statement {
  readonly says: string;
  readonly by: readonly string[];
}

interface Source {
  readonly title: string;
  readonly statements: readonly Statement[];
}

export const sourceFiles: readonly string[] = readdirSync(folder).sort();

export const readSource = (file: string): Source => parse(readFileSync(join(folder, file), 'utf8')) as Source;

/** Variants whose plans have steps that no plan of a base has; the plan of a variant is not kept, so it is made. */
const richest = [
  'dedicated-everything-wrong',
  'dedicated-slb-by-lcu',
  'dedicated-bucket-created',
  'dedicated-own-policy',
  'vm-staged',
  'vm-cold',
  'vm-cold-guest',
  'vm-cold-force',
  'vm-cold-off',
  'vm-within-hot',
  'vm-within-cold',
] as const;

/** What stands where in the gallery: the whole plans of some scenarios, and of all what their expectations say by hand. */
export interface Gallery {
  readonly plans: readonly (readonly [string, Plan])[];
  readonly expected: readonly (readonly [string, Expected])[];
}

/** Reads the gallery, and makes the plans of its richest variants. */
export const lookAtGallery = async (): Promise<Gallery> => {
  const kept = scenarios
    .filter((scenario) => !isVariant(scenario))
    .map((scenario) => [scenario, JSON.parse(readGolden(scenario, 'plan.json')) as Plan] as const);
  const made: (readonly [string, Plan])[] = [];
  for (const scenario of richest) made.push([scenario, (await makeGolden(scenario)).plan]);
  return { plans: [...kept, ...made], expected: scenarios.map((scenario) => [scenario, readExpected(scenario)]) };
};

/** A reference that the registry knows: what it is in a few words, and the scenarios in whose plans it stands. */
export interface Answer {
  readonly is: string;
  readonly seen: readonly string[];
}

const seenIn = ({ plans }: Gallery, has: (plan: Plan) => boolean): readonly string[] =>
  plans.filter(([, plan]) => has(plan)).map(([scenario]) => scenario);

const expectedIn = ({ expected }: Gallery, has: (target: ExpectedTarget) => boolean): readonly string[] =>
  expected.filter(([, { targets }]) => Object.values(targets).some(has)).map(([scenario]) => scenario);

type Lookup = (name: string, gallery: Gallery) => Answer | null;

const check: Lookup = (code, gallery) => {
  const found = kinds.flatMap(({ checks }) => checks).find((one) => one.code === code);
  const speaking = expectedIn(gallery, ({ checks }) => (checks[code] ?? 'pass') !== 'pass');
  // A check that only informs passes wherever it is made.
  const seen = speaking.length > 0 ? speaking : expectedIn(gallery, ({ checks }) => code in checks);
  return found === undefined ? null : { is: found.demands, seen };
};

const versions = (operation: string): readonly string[] =>
  kinds.flatMap(({ contracts }) => Object.keys(contracts)).filter((name) => name.startsWith(`${operation}/`));

const step: Lookup = (operation, gallery) => {
  const [name] = versions(operation);
  const contract = kinds.map(({ contracts }) => contracts[name ?? '']).find((one) => one !== undefined);
  if (contract === undefined) return null;
  const is = contract.sends ? (contract.reversibility ?? 'checks') : 'reads only';
  const stands = (plan: Plan): boolean =>
    plan.steps.some((one) => !isGate(one) && one.operation === contract.operation);
  return { is: contract.undo === null ? is : `${is}, undo ${contract.undo}`, seen: seenIn(gallery, stands) };
};

const gate: Lookup = (id, gallery) => {
  const seen = seenIn(gallery, (plan) => plan.steps.some((one) => isGate(one) && one.id.endsWith(`/${id}`)));
  return seen.length === 0 ? null : { is: 'asks for a yes', seen };
};

const fact: Lookup = (name, gallery) => {
  const found = kinds.flatMap(({ facts }) => facts).find((one) => one.name === name);
  return found === undefined
    ? null
    : {
        is: found.title,
        seen: seenIn(gallery, ({ targets }) => targets.some(({ observed }) => name in observed.facts)),
      };
};

const duty: Lookup = (id, gallery) => {
  const found = kinds.flatMap(({ facts }) => facts).find((one) => one.name === `duty.${id}`);
  const left = ({ duties }: ExpectedTarget): boolean => duties.includes(id);
  return found === undefined
    ? null
    : { is: `${found.title}: watched by drift until shown done`, seen: expectedIn(gallery, left) };
};

const notice: Lookup = (words, gallery) => {
  const gives = ({ notices }: Plan): boolean => notices.some(({ says }) => says.includes(words));
  const seen = seenIn(gallery, gives);
  return seen.length === 0 ? null : { is: 'said in the question of the gate', seen };
};

const gain: Lookup = (topic, gallery) => {
  const has = ({ gains }: Plan): boolean => gains.some((one) => one.topic === topic);
  const seen = seenIn(gallery, has);
  return seen.length === 0 ? null : { is: 'before and after, in the plan', seen };
};

const verb: Lookup = (name) => {
  const found = commands.find((command) => command.name === name);
  return found === undefined ? null : { is: found.summary, seen: [] };
};

const lookups: Readonly<Record<string, Lookup>> = {
  check,
  step,
  proof: step,
  gate,
  fact,
  duty,
  notice,
  gain,
  verb,
};

/** Finds what a reference speaks of; null where nothing is called so. */
export const answerOf = (reference: string, gallery: Gallery): Answer | null => {
  const [kind = '', ...rest] = reference.split(' ');
  return lookups[kind]?.(rest.join(' '), gallery) ?? null;
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Scenarios that go all the way come first. */
const best = (seen: readonly string[]): readonly string[] => [
  ...seen.filter((scenario) => scenario.includes('ready')),
  ...seen.filter((scenario) => !scenario.includes('ready')),
];

const seenWords = (seen: readonly string[]): string =>
  best(seen)
    .slice(0, 2)
    .map((scenario) => `[${scenario}](../plans/${scenario}/plan.txt)`)
    .join(', ');

const line = (reference: string, gallery: Gallery): string => {
  const answer = answerOf(reference, gallery);
  if (answer === null) throw new Error(`nothing is called “${reference}”`);
  const seen = seenWords(answer.seen);
  return `\`${reference}\` ${cell(answer.is)}${seen === '' ? '' : ` (${seen})`}`;
};

const table = (file: string, gallery: Gallery): string => {
  const { title, statements } = readSource(file);
  const rows = statements.map(
    ({ says, by }, at) => `| ${at + 1} | ${cell(says)} | ${by.map((one) => line(one, gallery)).join('<br>')} |`,
  );
  return [
    `## ${file.replace('.yaml', '')}: ${title}`,
    '',
    '| | it says | Onward answers |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
};

/** docs/coverage.md. */
export const coverageText = (
  gallery: Gallery,
): string => `<!-- Written by \`npm run golden\` from docs/statements/ and the registry of kinds. -->

# Coverage

Onward began with a few pages of its vendors'. Each of their statements is listed here in our own words, with the check, step, proof,
gate, notice, duty or gain that answers it, what the registry says of that, and scenarios of the [gallery](../plans/README.md) in
which it can be seen. A reference that the registry does not know fails a test.

${sourceFiles.map((file) => table(file, gallery)).join('\n\n')}
`;
