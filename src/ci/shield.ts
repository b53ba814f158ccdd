import { visible } from '../core/visible.ts';
import type { JobHost } from './host.ts';

/** Variables that hold secrets: the job's log must show none of them, whoever prints it. */
const secretNames =
  /^(ALIBABA_CLOUD_(ACCESS_KEY_SECRET|SECURITY_TOKEN)|ONWARD_AOC_\w+_(TOKEN|PASSWORD)|ONWARD_GITLAB_TOKEN|GITHUB_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN)$/;

const isGitHub = ({ env }: JobHost): boolean => env['GITHUB_ACTIONS'] === 'true';

/** Data of a workflow command: its own signs and the ends of lines are written as numbers. */
const commandData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Tells GitHub's runner what to blot out. GitLab masks by the settings of its variables. */
export const maskSecrets = (host: JobHost): void => {
  if (!isGitHub(host)) return;
  for (const [name, value] of Object.entries(host.env))
    if (secretNames.test(name) && value !== undefined && value.length >= 8)
      for (const line of value.split('\n').filter(Boolean)) host.log(`::add-mask::${commandData(line)}\n`);
};

/** While this runs, no line of the log is a command to the runner: what is printed holds names that others chose. */
export const withoutCommands = async <T>(host: JobHost, run: () => Promise<T>): Promise<T> => {
  if (!isGitHub(host)) return run();
  const word = host.randomUuid();
  host.log(`::stop-commands::${word}\n`);
  try {
    return await run();
  } finally {
    host.log(`\n::${word}::\n`);
  }
};

/** A finding of the pipeline itself, where a person looks. */
export const warn = (host: JobHost, text: string): void => {
  const line = visible(text.replaceAll(/\s*\n\s*/g, ' '));
  host.log(isGitHub(host) ? `::warning::${commandData(line)}\n` : `warning: ${line}\n`);
};
