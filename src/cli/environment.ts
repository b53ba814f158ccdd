import type { Command } from './command.ts';
import { flagsOf } from './flags.ts';

/** A variable and what it does. */
export interface Variable {
  readonly name: string;
  readonly means: string;
}

/** The variables that stand for no option: where things are, and what only the runner's environment may say. */
const others: readonly Variable[] = [
  {
    name: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    means: 'and the other variables, files and roles by which the vendor’s own tools find credentials',
  },
  { name: 'ONWARD_AOC_<NAME>_URL', means: 'where the operation center of this name answers: https://host[:port]' },
  { name: 'ONWARD_AOC_<NAME>_CA', means: 'the authority that its certificate is held to: PEM, or a file of it' },
  { name: 'ONWARD_AOC_<NAME>_TOKEN', means: 'an API key for it, instead of a name and a password' },
  { name: 'ONWARD_AOC_<NAME>_USERNAME', means: 'with _PASSWORD and _SOURCE (LOCAL, LDAP, AUTHN, SSO): who logs in' },
  { name: 'ONWARD_STORE_REGION', means: 'the region of the store’s bucket, which is asked for otherwise' },
  { name: 'ONWARD_ENDPOINT', means: 'where all products of Alibaba Cloud answer, for a gateway or a twin' },
  { name: 'ONWARD_PULUMI', means: 'the program of Pulumi’s engine, instead of the one that is found' },
  { name: 'ONWARD_PRICES', means: 'a file of your own prices, instead of those that come with Onward' },
  { name: 'ONWARD_DEBUG', means: 'set: a bug is told with where in the code it was found' },
  { name: 'NO_COLOR', means: 'set: no colours; so does TERM=dumb' },
];

const verbsOf = (name: string, commands: readonly Command[]): readonly string[] =>
  commands.filter(({ options }) => options.some(({ env }) => env === name)).map((command) => command.name);

const flagsFor = (name: string, commands: readonly Command[]): readonly string[] => [
  ...new Set(
    commands
      .flatMap(({ options }) => options)
      .filter(({ env }) => env === name)
      .map((row) => flagsOf(row).long),
  ),
];

/** What stands for an option is said by the option. */
const optionVariables = (commands: readonly Command[]): readonly Variable[] => {
  const names = [...new Set(commands.flatMap(({ options }) => options.flatMap(({ env }) => env ?? [])))].sort();
  return names.map((name) => ({
    name,
    means: `${flagsFor(name, commands).join(', ')} of ${verbsOf(name, commands).join(', ')}`,
  }));
};

/** Every variable there is: those of options first. An option that was typed goes before its variable. */
export const variables = (commands: readonly Command[]): readonly Variable[] => [
  ...optionVariables(commands),
  ...others,
];
