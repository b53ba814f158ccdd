import type { JobHost } from './host.ts';

export type Outputs = Readonly<Record<string, string>>;

/** A line that no value can hold: what a value says can then never begin an output of its own. */
const fenceFor = (value: string, randomUuid: () => string): string => {
  const fence = `onward-${randomUuid()}`;
  return value.includes(fence) ? fenceFor(value, randomUuid) : fence;
};

/** As `$GITHUB_OUTPUT` takes values of any text. */
export const gitHubOutputs = (outputs: Outputs, randomUuid: () => string): string =>
  Object.entries(outputs)
    .map(([name, value]) => {
      const fence = fenceFor(value, randomUuid);
      return `${name}<<${fence}\n${value}\n${fence}\n`;
    })
    .join('');

/** As a `dotenv` report of GitLab takes them: one line each, so a value of more lines or other signs is left out. */
const dotenv = (outputs: Outputs): string =>
  Object.entries(outputs)
    .filter(([, value]) => /^[\w.:/-]*$/.test(value))
    .map(([name, value]) => `ONWARD_${name.replaceAll('-', '_').toUpperCase()}=${value}\n`)
    .join('');

/** Hands values to the steps and jobs behind this one, as this pipeline takes them. */
export const giveOutputs = async (host: JobHost, outputs: Outputs): Promise<void> => {
  const file = host.env['GITHUB_OUTPUT'] ?? '';
  if (file !== '') await host.append(file, gitHubOutputs(outputs, host.randomUuid));
  else if (host.env['GITLAB_CI'] === 'true') await host.write('onward.env', dotenv(outputs));
};
