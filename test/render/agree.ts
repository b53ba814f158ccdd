import type { Plan } from '../../src/core/plan.ts';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';
import { sarifOf } from './findings/faces.ts';

/** What every face must say of a plan, as it can be read out of the face alone. Lists are sorted; none holds one thing twice. */
export interface Facts {
  readonly decision: string;
  /** `READY AckCluster/prod` */
  readonly standings: readonly string[];
  /** Ids of steps and gates. */
  readonly steps: readonly string[];
  /** `FAIL ACK103`: what does not just pass. */
  readonly codes: readonly string[];
}

const set = (all: Iterable<string>): readonly string[] => [...new Set(all)].sort();

const found = (text: string, of: RegExp): readonly string[] => [...text.matchAll(of)].map(([, one = '']) => one);

const words = 'FAIL|ASK|UNKNOWN|WARN|LATER|WAIVED';

/** `2 warn ACK124 ACK126` and the like, of the line that counts all checks. */
const counted = (text: string): readonly string[] =>
  [...text.matchAll(/\b\d+ (warn|later|waived|unknown)((?: [A-Z]{2,}\d+(?: \([^)]*\))?)+)/g)].flatMap(
    ([, word = '', codes = '']) => found(codes, /([A-Z]{2,}\d+)/g).map((code) => `${word.toUpperCase()} ${code}`),
  );

/** Rules of which this version makes no check: a file calls them warnings, and a face calls them what they are. */
const notYet = (text: string): readonly string[] =>
  found(text, /NOT YET CHECKED[^\n]*look yourself:\n((?: {7}[^\n]*\n)+)/g).flatMap((lines) =>
    found(lines, /^ {7}([A-Z]{2,}\d+) /gm),
  );

const standing = 'READY|BLOCKED|INCOMPLETE|NOTHING TO DO';

/** A target's part of the text: from its headline to the next. */
const sections = (text: string): readonly string[] =>
  text.split(new RegExp(`^(?=(?:${standing})  )`, 'm')).filter((part) => new RegExp(`^(?:${standing})  `).test(part));

const stepsInText = (section: string, name: string): readonly string[] => {
  const table = /^ {2}# [\s\S]*?^ {2}signs:/m.exec(section)?.[0] ?? '';
  const locals = [...found(table, /\[([\w.-]+)\]/g), ...found(table, /^ {2}= GATE ([\w.-]+):/gm)];
  return locals.map((local) => `${name}/${local}`);
};

/** The gates before waves are nobody's own: they stand beside what is said of the waves. */
const waveGatesIn = (text: string): readonly string[] => found(text, /\(GATE (wave:[a-z0-9-]+)\)/g);

const fromText = (plan: Plan): Facts => {
  const text = renderPlan(buildPlanReport(plan), { format: 'text', width: 100, color: false, full: true });
  const unwrapped = text.replace(/\n {2}(?=\d+ (?:pass|warn|later|waived|unknown))/g, ' ').replace(/\n {2,}/g, ' ');
  const heads = sections(text).map((section) => new RegExp(`^(${standing})  (\\S+)`).exec(section) ?? []);
  return {
    decision: plan.decision.slice(0, 'sha256:'.length) + (found(text, /decision ([0-9a-f]{12})$/gm)[0] ?? ''),
    standings: set(heads.map(([, how = '', address = '']) => `${how} ${address}`)),
    steps: set([
      ...sections(text).flatMap((section, at) =>
        stepsInText(section, (heads[at]?.[2] ?? '').split('/').slice(1).join('/')),
      ),
      ...waveGatesIn(unwrapped),
    ]),
    codes: set([
      ...found(text, new RegExp(`^ {2}((?:${words}) +[A-Z]{2,}\\d+)`, 'gm')).map((one) => one.replace(/ +/, ' ')),
      ...counted(unwrapped),
      ...notYet(text).map((code) => `WARN ${code}`),
    ]),
  };
};

const fromMarkdown = (plan: Plan): Facts => {
  const markdown = renderPlan(buildPlanReport(plan), { format: 'markdown', width: 80, color: false });
  const own = new RegExp(`^(?:###|####) (${standing}) (?:\u00b7 )?\`?([\\w.-]+/[\\w.-]+)`, 'gm');
  const rows = new RegExp(`^\\| \\*\\*(${standing})\\*\\* \\| \`([^\`]+)\``, 'gm');
  return {
    decision: found(markdown, /^Decision `(sha256:[0-9a-f]{64})`/gm)[0] ?? '',
    standings: set(
      [...markdown.matchAll(own), ...markdown.matchAll(rows)].map(([, how = '', address = '']) => `${how} ${address}`),
    ),
    steps: set([...waveGatesIn(markdown), ...found(markdown, /^\| (?:\d+ )?`[-?=+~!]` [a-z-]+ \| `([^`]+)`/gm)]),
    codes: set([
      ...found(markdown, new RegExp(`\\*\\*((?:${words}) [A-Z]{2,}\\d+)\\*\\*`, 'g')),
      ...counted(markdown),
      ...found(markdown, /\*\*NOT YET CHECKED ([A-Z]{2,}\d+)\*\*/g).map((code) => `WARN ${code}`),
    ]),
  };
};

const verdicts = (plan: Plan): readonly string[] =>
  plan.checks
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ verdict, code }) => `${verdict.toUpperCase()} ${code}`);

/** As a script would read the file: from its values. How a target stands is told by its members, not by a word. */
const fromJson = (plan: Plan): Partial<Facts> => {
  const file = JSON.parse(JSON.stringify(plan)) as Plan;
  return { decision: file.decision, steps: set(file.steps.map(({ id }) => id)), codes: set(verdicts(file)) };
};

/** Steps that act, but no gates; nothing that is answered later. */
const fromSarif = (plan: Plan): Partial<Facts> => {
  const [run] = sarifOf(plan).runs;
  return {
    decision: run!.properties.decision,
    standings: set(run!.properties.targets.map((target) => `${target.standing} ${target.address}`)),
    codes: set(run!.results.map(({ ruleId, properties }) => `${properties['verdict'] ?? ''} ${ruleId}`)),
  };
};

export interface Extractor {
  readonly face: string;
  readonly read: (plan: Plan) => Partial<Facts>;
  /** What the face does not tell, by its nature. */
  readonly without?: (fact: string) => boolean;
}

/** One row a face. A face that says nothing of a fact leaves it out of what it returns. */
export const extractors: readonly Extractor[] = [
  { face: 'text', read: fromText },
  { face: 'Markdown', read: fromMarkdown },
  { face: 'JSON', read: fromJson },
  // What is answered later stands in the way of nobody, so that it is told beside no line.
  { face: 'SARIF', read: fromSarif, without: (fact) => /^(LATER|warning|note|error) /.test(fact) },
];

/** What the plan itself says, which all faces are held to. */
export const factsOf = (plan: Plan): Facts => ({
  decision: plan.decision,
  standings: set(buildPlanReport(plan).targets.map((target) => `${target.standing} ${target.address}`)),
  steps: set(plan.steps.map(({ id }) => id)),
  codes: set(verdicts(plan)),
});

/** What a face says otherwise than the plan; empty where they agree. */
export const disagreements = (plan: Plan, { face, read, without = () => false }: Extractor): readonly string[] => {
  const facts = factsOf(plan);
  return Object.entries(read(plan)).flatMap(([name, said]) => {
    const all = facts[name as keyof Facts];
    if (typeof said === 'string')
      return all.slice(0, said.length) === said || said === 'sha256:' ? [] : [`${face}: ${name} ${said}`];
    const kept = (list: readonly string[]): string => JSON.stringify(list.filter((fact) => !without(fact)));
    const meant = kept(all as readonly string[]);
    return kept(said) === meant ? [] : [`${face}: ${name} ${kept(said)}, not ${meant}`];
  });
};
