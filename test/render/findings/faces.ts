import { explain } from '../../../src/app/explain.ts';
import { kinds } from '../../../src/app/surroundings.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { planFindings } from '../../../src/render/findings/finding.ts';
import { githubCommands } from '../../../src/render/findings/github.ts';
import { sarifLog } from '../../../src/render/findings/sarif.ts';
import { buildPlanReport } from '../../../src/render/model/build-plan-report.ts';

export const roots = { cwd: '/repo', root: '/repo' };

const explained = explain(null, kinds);
export const rules = explained.ok ? explained.value : [];

export const sarifText = (plan: Plan): string =>
  sarifLog({
    findings: planFindings(plan),
    rules,
    roots,
    tool: plan.tool,
    plan: { plan, report: buildPlanReport(plan) },
  });

/** As far as tests look at it; the schema proves the rest. */
export interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex?: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations?: readonly {
        readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region?: object };
        readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly object[];
      readonly properties: Readonly<Record<string, string>>;
    }[];
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications?: readonly object[] }[];
    readonly properties: {
      readonly decision: string;
      readonly targets: readonly {
        readonly address: string;
        readonly standing: string;
        readonly steps: readonly string[];
      }[];
    };
  }[];
}

export const sarifOf = (plan: Plan): Sarif => JSON.parse(sarifText(plan)) as Sarif;

export const githubOf = (plan: Plan): string => githubCommands(planFindings(plan), roots, buildPlanReport(plan));
