import type { Command } from './command.ts';
import { color, format, run, store } from './option-rows.ts';

/** What is left of a run for those who were not there. */
export const reportCommand: Command = {
  name: 'report',
  summary: 'write all of a run for auditors, check such a file offline, or write the vendor’s ticket',
  group: 'first',
  arguments: [run],
  options: [
    {
      flags: '-o, --out <file>',
      means: 'write it here too (0600): .json is the file that --check proves, .md is Markdown, else as --format',
      env: 'ONWARD_REPORT_OUT',
    },
    {
      flags: '--check <file>',
      means:
        'prove a written report: plan, decision, each line of the journal, signatures; needs no store and no cloud',
      env: 'ONWARD_CHECK',
    },
    {
      flags: '--signers <file>',
      means: 'with --check: the allowed-signers file to prove signatures by, in place of the one in the report',
      env: 'ONWARD_SIGNERS',
    },
    { flags: '--ticket', means: 'what the vendor needs to help, to be pasted into its form', env: 'ONWARD_TICKET' },
    { flags: '--offline', means: 'the journal alone', env: 'ONWARD_OFFLINE' },
    store,
    format(['text', 'markdown', 'json']),
    color,
  ],
  examples: [
    'onward report prod-hangzhou-7f3a -o report.json',
    'onward report --check report.json',
    'onward report prod-hangzhou-7f3a --ticket',
  ],
  load: () => import('./commands/report.ts'),
};
