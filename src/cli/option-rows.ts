import type { OptionRow } from './command.ts';

/** Options and operands that several verbs share. */

export const store: OptionRow = {
  flags: '--store <dir>',
  means:
    'what keeps runs, journals and locks: a folder or oss://bucket/prefix (default: .onward beside onward.yaml, else here)',
  env: 'ONWARD_STORE',
};
export const format = (choices: readonly string[]): OptionRow => ({
  flags: '--format <format>',
  means: 'how the answer is written',
  env: 'ONWARD_FORMAT',
  default: 'text',
  choices,
});
export const color: OptionRow = {
  flags: '--color <when>',
  means: 'colours; NO_COLOR and TERM=dumb switch them off too',
  env: 'ONWARD_COLOR',
  default: 'auto',
  choices: ['auto', 'always', 'never'],
};
export const full: OptionRow = {
  flags: '--full',
  means: 'all there is: each member of a set by itself, what each step expects, the evidence',
  env: 'ONWARD_FULL',
};
export const detailed: OptionRow = {
  flags: '--detailed-exitcode',
  means: 'exit 2 when there is something to do',
  env: 'ONWARD_DETAILED_EXITCODE',
};
export const only: OptionRow = {
  flags: '--only <addresses>',
  means:
    'nothing but these targets, separated by commas: Kind/name, or patterns with * and ?; a set brings its members',
  env: 'ONWARD_ONLY',
};
export const shard: OptionRow = {
  flags: '--shard <i/n>',
  means: 'the i-th of n equal parts of the documents, for one of n runners; a plan of a part is a run of its own',
  env: 'ONWARD_SHARD',
};
export const summary: OptionRow = {
  flags: '--summary',
  means: 'one line a target',
  env: 'ONWARD_SUMMARY',
};
export const failOn: OptionRow = {
  flags: '--fail-on <classes>',
  means:
    'what makes it end with 2, separated by commas: alarm (always), regression, residue, outside, in-flight; new; or none ' +
    '(default: all)',
  env: 'ONWARD_FAIL_ON',
};
export const notify: OptionRow = {
  flags: '--notify <when>',
  means:
    'whether the address in ONWARD_DRIFT_WEBHOOK is told: auto where something is new, has changed, has ended, or alarms',
  env: 'ONWARD_NOTIFY',
  default: 'auto',
  choices: ['auto', 'always', 'never'],
};
export const executor: OptionRow = {
  flags: '--executor <name>',
  means: 'what walks the changes',
  env: 'ONWARD_EXECUTOR',
  default: 'pulumi',
  choices: ['pulumi', 'direct'],
};
export const approve: OptionRow = {
  flags: '--approve <decision>',
  means: 'a yes to this plan: 12 or more hex digits of its decision; it answers every gate',
};
export const jsonInto: OptionRow = {
  flags: '--json-into <file>',
  means:
    'write each event here as it happens, one JSON object a line (0600); the last says how it ended and what comes next',
  env: 'ONWARD_JSON_INTO',
};
export const approval: OptionRow = {
  flags: '--approval <files>',
  means: 'signed approvals to count, as onward approve -o wrote them, separated by commas',
  env: 'ONWARD_APPROVAL',
};
export const gate: OptionRow = {
  flags: '--gate <gates>',
  means:
    'with --approve: the gates that it is for, by id, separated by commas; needed where several ask for one of their own',
};
export const takeOver: OptionRow = {
  flags: '--take-over',
  means: 'take targets from a holder elsewhere that gives no sign of life',
};
export const documents = {
  name: '[file...]',
  means: 'documents: files, folders, globs, - for stdin; none: those of onward.yaml',
};
export const run = {
  name: '[run]',
  means: 'a run: its id, the beginning of one, or its alias; none: the only open one',
};
