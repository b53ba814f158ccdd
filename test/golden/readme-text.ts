import { exitCodes } from '../../src/core/exit-code.ts';
import { readExpected, scenarios } from './scenarios.ts';

const exitName = (code: number): string =>
  Object.values(exitCodes).find((exit) => exit.code === code)?.name ?? 'no exit code';

const row = (scenario: string): string => {
  const { says, exit } = readExpected(scenario);
  return `| [${scenario}](${scenario}/plan.txt) | ${says} | ${exit} ${exitName(exit)} |`;
};

/** plans/README.md. */
export const readmeText = (): string => `<!-- Written by \`npm run golden\`. -->

# Scenarios

One folder a scenario. By hand: \`world.yaml\` (what the twin serves), \`desired.yaml\` (what is asked for; \`onward.yaml\` beside it
where there is a project) and \`expected.yaml\` (what the rules demand of the plan, written before there was one). By
\`npm run golden\`: what \`onward plan desired.yaml\` makes of them, as \`plan.json\`, \`plan.txt\` (80 columns), \`plan.md\` and
\`plan.html\`, and for some \`plan.wide.txt\` (120 columns), \`plan.sarif\`, \`plan.gitlab.json\` (GitLab's widget) and
\`plan.github.txt\` (GitHub's annotations).

Most scenarios are variants of another one, and say only what differs from it:

- \`world.yaml\` and \`expected.yaml\` begin with \`from:\`, a path. What follows is a merge patch (RFC 7396): members replace members,
  \`null\` takes one away, a list replaces a list. A mapping over a list changes its items by their \`id\`, \`name\` or \`instance\`.
- A file that is not there is that of the scenario that \`expected.yaml\` is from. \`desired.yaml\` is never patched, so that a line in
  a plan is a line of a file.
- A variant keeps \`plan.txt\` and \`plan.md\`. Its \`plan.json\` and \`plan.html\` are made with every test and are not kept: all of them
  would be twelve megabytes, and show little that those of their base do not.

Each check that a cluster on its way to Pro is asked, and each duty that it leaves, speaks in one scenario at least:
\`test/golden/coverage.test.ts\` says which does not.

A change of behaviour shows here as a diff; read it as a user would. \`npm test -- test/golden\` fails when a plan differs from
its golden or from its expectation.

Time stands still while a golden is made. The ports of the twin are written as 6443, 6444 … and 8443, request ids count in
the order in which the plan names them, and the tool is \`onward 0.0.0\`; decision and digest are computed over the plan that
says so. Nothing else is masked.

| scenario | what it shows | exit |
|---|---|---|
${scenarios.map(row).join('\n')}
`;
