import type { CodeEntry } from '../../core/codes.ts';
import type { Plan } from '../../core/plan.ts';
import { isStepRow } from '../model/step-rows.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { visibleInJson } from '../../core/visible-json.ts';
import { visible } from '../../core/visible.ts';
import type { Finding } from './finding.ts';
import { sourcePath, type Roots } from './source-path.ts';

/** What `explain` says of a code. */
export interface Rule extends CodeEntry {
  readonly code: string;
}

export interface SarifInput {
  readonly findings: readonly Finding[];
  /** All that there are; those that nothing was said of are left out. */
  readonly rules: readonly Rule[];
  readonly roots: Roots;
  /** `onward 0.1.0` */
  readonly tool: string;
  /** Null where documents were validated and nothing was planned. */
  readonly plan: { readonly plan: Plan; readonly report: PlanReport } | null;
}

/** More results of one run are refused as a whole by GitHub; the worst come first. */
const most = 25_000;

/** A message longer than this is cut; code scanning shows its first sentence. */
const longest = 2000;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} (cut)` : text);

/** Brackets before a parenthesis make a link of a message: they are written so that they do not. */
const text = (...lines: readonly string[]): { readonly text: string } => ({
  text: cut(lines.map(visible).join('\n')).replace(/\[(?=[^\]]*\]\()/g, '\\['),
});

const region = ({ place }: Finding): object =>
  place?.line === undefined
    ? {}
    : { region: { startLine: place.line, ...(place.column === undefined ? {} : { startColumn: place.column }) } };

/** A relative reference (RFC 3986) from the repository's root. */
const artifact = (path: readonly string[]): object => ({
  artifactLocation: {
    uri: path.map((segment) => encodeURIComponent(visible(segment))).join('/'),
    uriBaseId: '%SRCROOT%',
  },
});

const locationsOf = (finding: Finding, roots: Roots): object => {
  const path = finding.place === null ? null : sourcePath(finding.place.file, roots);
  const physical = path === null ? {} : { physicalLocation: { ...artifact(path), ...region(finding) } };
  const logical =
    finding.address === null
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: visible(finding.address), kind: 'resource' }] };
  const location = { ...physical, ...logical };
  return Object.keys(location).length === 0 ? {} : { locations: [location] };
};

/** The same from run to run while the same is said of the same: no line, no words, no evidence is in it. */
const fingerprints = (findings: readonly Finding[]): readonly string[] => {
  const seen = new Map<string, number>();
  return findings.map(({ code, address, place }) => {
    const about = visible(`${code} ${address ?? place?.file ?? ''}`);
    const times = (seen.get(about) ?? 0) + 1;
    seen.set(about, times);
    return times === 1 ? about : `${about} ${times}`;
  });
};

interface Around extends SarifInput {
  readonly indexes: ReadonlyMap<string, number>;
  readonly prints: readonly string[];
}

const result = (finding: Finding, at: number, { roots, indexes, prints }: Around): object => ({
  ruleId: visible(finding.code),
  ...(indexes.has(finding.code) ? { ruleIndex: indexes.get(finding.code) } : {}),
  level: finding.level,
  message: text(finding.summary, ...finding.more),
  ...locationsOf(finding, roots),
  partialFingerprints: { 'onward/v1': prints[at] ?? '' },
  ...(finding.waived === null ? {} : { suppressions: [{ kind: 'inSource', justification: visible(finding.waived) }] }),
  properties: {
    verdict: finding.word,
    ...(finding.changeNumber === null ? {} : { 'onward/change': visible(finding.changeNumber) }),
  },
});

const descriptor = ({ code, title, means, remedy }: Rule): object => ({
  id: code,
  shortDescription: { text: title },
  fullDescription: { text: means },
  help: { text: `${means}\n\n${remedy}\n\nonward explain ${code}` },
});

const planProperties = ({ plan, report }: NonNullable<SarifInput['plan']>): object => ({
  decision: plan.decision,
  digest: plan.digest,
  complete: plan.complete,
  applicable: plan.applicable,
  targets: report.targets.map(({ address, standing, changeNumber, rows }) => ({
    address: visible(address),
    standing,
    ...(changeNumber === null ? {} : { 'onward/change': visible(changeNumber) }),
    steps: rows.filter(isStepRow).map(({ id }) => visible(id)),
  })),
});

const invocation = (count: number): object => ({
  executionSuccessful: true,
  ...(count <= most
    ? {}
    : {
        toolExecutionNotifications: [
          {
            level: 'warning',
            message: { text: `${count - most} of ${count} results are left out: a run may have ${most}` },
          },
        ],
      }),
});

/** SARIF 2.1.0: a result for each finding, the rules that they break, and how the plan stands. */
export const sarifLog = (input: SarifInput): string => {
  const findings = input.findings.slice(0, most);
  const broken = new Set(findings.map(({ code }) => code));
  const rules = input.rules.filter(({ code }) => broken.has(code));
  const indexes = new Map(rules.map(({ code }, at) => [code, at]));
  const around = { ...input, indexes, prints: fingerprints(findings) };
  const [name = '', version = ''] = input.tool.split(' ');
  const run = {
    tool: { driver: { name, version, rules: rules.map(descriptor) } },
    automationDetails: { id: `${name}/${input.plan === null ? 'validate' : 'plan'}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(input.findings.length)],
    results: findings.map((finding, at) => result(finding, at, around)),
    ...(input.plan === null ? {} : { properties: planProperties(input.plan) }),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${visibleInJson(JSON.stringify(log, null, 1))}\n`;
};
