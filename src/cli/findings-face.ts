import { explain } from '../app/explain.ts';
import type { Host } from '../app/host.ts';
import { kinds } from '../app/surroundings.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { diagnosticFindings, planFindings } from '../render/findings/finding.ts';
import { githubCommands } from '../render/findings/github.ts';
import { gitlabReport } from '../render/findings/gitlab.ts';
import { sarifLog } from '../render/findings/sarif.ts';
import type { Roots } from '../render/findings/source-path.ts';
import { buildPlanReport } from '../render/model/build-plan-report.ts';
import type { FindingsFormat } from './formats.ts';
import type { Terminal } from './terminal.ts';

/** Forges count paths from the root of the repository, which pipelines name; elsewhere it is where the command runs. */
const rootsOf = ({ cwd, env }: Pick<Host, 'cwd' | 'env'>): Roots => {
  const named = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'] ?? '';
  const isAround = named !== '' && `${cwd}/`.startsWith(`${named.replace(/\/+$/, '')}/`);
  return { cwd, root: isAround ? named : cwd };
};

const rules = () => {
  const all = explain(null, kinds);
  return all.ok ? all.value : [];
};

/** A plan as a forge reads it. */
export const planFindingsFace = (host: Pick<Host, 'cwd' | 'env'>, plan: Plan, format: FindingsFormat): string => {
  if (format === 'gitlab') return gitlabReport(plan.changes);
  const report = buildPlanReport(plan);
  const findings = planFindings(plan);
  const roots = rootsOf(host);
  if (format === 'github') return githubCommands(findings, roots, report);
  return sarifLog({ findings, rules: rules(), roots, tool: plan.tool, plan: { plan, report } });
};

/** What is wrong with documents, as a forge reads it. Where nothing could be planned, nothing differs that is known. */
export const diagnosticsFace = (
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  format: FindingsFormat,
): string => {
  if (format === 'gitlab') return gitlabReport([]);
  const findings = diagnosticFindings(diagnostics);
  const roots = rootsOf(terminal.host);
  if (format === 'github') return githubCommands(findings, roots, null);
  return sarifLog({ findings, rules: rules(), roots, tool: terminal.host.tool, plan: null });
};
