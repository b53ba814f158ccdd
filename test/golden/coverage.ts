import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { parse } from 'yaml';
import { kinds } from '../../providers/registry.ts';
import { commands } from '../../src/cli/commands.ts';
import type { Plan } from '../../src/core/plan.ts';
import { isGate } from '../../src/core/step.ts';
import { readGolden, scenarios } from './scenarios.ts';

export const folder = join(cwd(), 'docs', 'coverage');
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

/** The plans of the gallery, by scenario. */
const plans: readonly (readonly [string, Plan])[] = scenarios.map(
  (scenario) => [scenario, JSON.parse(readGolden(scenario, 'plan.json')) as Plan] as const,
);

/** A reference that the registry knows: what it is in a few words, and the scenarios in whose plans it stands. */
export interface Answer {
  readonly is: string;
  readonly seen: readonly string[];
}

const seenIn = (has: (plan: Plan) => boolean): readonly string[] =>
  plans.filter(([, plan]) => has(plan)).map(([scenario]) => scenario);

const check = (code: string): Answer | null => {
  const found = kinds.flatMap(({ checks }) => checks).find((one) => one.code === code);
  const speaks = (plan: Plan): boolean => plan.checks.some((one) => one.code === code && one.verdict !== 'pass');
  return found === undefined ? null : { is: found.demands, seen: seenIn(speaks) };
};

const versions = (operation: string): readonly string[] =>
  kinds.flatMap(({ contracts }) => Object.keys(contracts)).filter((name) => name.startsWith(`${operation}/`));

const step = (operation: string): Answer | null => {
  const [name] = versions(operation);
  const contract = kinds.map(({ contracts }) => contracts[name ?? '']).find((one) => one !== undefined);
  if (contract === undefined) return null;
  const is = contract.sends ? (contract.reversibility ?? 'checks') : 'reads only';
  const stands = (plan: Plan): boolean =>
    plan.steps.some((one) => !isGate(one) && one.operation === contract.operation);
  return { is: contract.undo === null ? is : `${is}, undo ${contract.undo}`, seen: seenIn(stands) };
};

const gate = (id: string): Answer | null => {
  const seen = seenIn((plan) => plan.steps.some((one) => isGate(one) && one.id.endsWith(`/${id}`)));
  return seen.length === 0 ? null : { is: 'asks for a yes', seen };
};

const fact = (name: string): Answer | null => {
  const found = kinds.flatMap(({ facts }) => facts).find((one) => one.name === name);
  return found === undefined
    ? null
    : { is: found.title, seen: seenIn(({ targets }) => targets.some(({ observed }) => name in observed.facts)) };
};

const duty = (id: string): Answer | null => {
  const found = kinds.flatMap(({ facts }) => facts).find((one) => one.name === `duty.${id}`);
  const left = (plan: Plan): boolean => plan.leftBehind.some((one) => one.duty?.id === id);
  return found === undefined ? null : { is: `${found.title}: watched by drift until shown done`, seen: seenIn(left) };
};

const notice = (words: string): Answer | null => {
  const gives = ({ notices }: Plan): boolean => notices.some(({ says }) => says.includes(words));
  const seen = seenIn(gives);
  return seen.length === 0 ? null : { is: 'said in the question of the gate', seen };
};

const gain = (topic: string): Answer | null => {
  const has = ({ gains }: Plan): boolean => gains.some((one) => one.topic === topic);
  const seen = seenIn(has);
  return seen.length === 0 ? null : { is: 'before and after, in the plan', seen };
};

const verb = (name: string): Answer | null => {
  const found = commands.find((command) => command.name === name);
  return found === undefined ? null : { is: found.summary, seen: [] };
};

const lookups: Readonly<Record<string, (name: string) => Answer | null>> = {
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
export const answerOf = (reference: string): Answer | null => {
  const [kind = '', ...rest] = reference.split(' ');
  return lookups[kind]?.(rest.join(' ')) ?? null;
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const seenWords = (seen: readonly string[]): string =>
  seen
    .slice(0, 2)
    .map((scenario) => `[${scenario}](../plans/${scenario}/plan.txt)`)
    .join(', ');

const line = (reference: string): string => {
  const answer = answerOf(reference);
  if (answer === null) throw new Error(`nothing is called “${reference}”`);
  const seen = seenWords(answer.seen);
  return `\`${reference}\` ${cell(answer.is)}${seen === '' ? '' : ` (${seen})`}`;
};

const table = (file: string): string => {
  const { title, statements } = readSource(file);
  const rows = statements.map(({ says, by }, at) => `| ${at + 1} | ${cell(says)} | ${by.map(line).join('<br>')} |`);
  return [
    `## ${file.replace('.yaml', '')}: ${title}`,
    '',
    '| | it says | Onward answers |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
};

/** docs/coverage.md. */
export const coverageText =
  (): string => `<!-- Written by \`npm run golden\` from docs/coverage/ and the registry of kinds. -->

# Coverage

Onward began with a few pages of its vendors'. Each of their statements is listed here in our own words, with the check, step, proof,
gate, notice, duty or gain that answers it, what the registry says of that, and scenarios of the [gallery](../plans/README.md) in
which it can be seen. A reference that the registry does not know fails a test.

${sourceFiles.map(table).join('\n\n')}
`;
