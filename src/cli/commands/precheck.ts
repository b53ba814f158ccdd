import { documentsOf } from '../../app/documents.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { precheck, type PrecheckReport } from '../../app/precheck.ts';
import { kinds } from '../../app/surroundings.ts';
import { visible } from '../../core/visible.ts';
import { text, type Run } from '../command.ts';
import { commandOf } from '../operands.ts';
import { startProgress } from '../progress.ts';
import { refusedDocuments } from '../refused.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';

const wordsOf = ({ address, outcome, says }: PrecheckReport['targets'][number]): string => {
  if (outcome.state === 'done') return `PASSED  ${address}  ${says.map(visible).join('; ')}\n`;
  const lines = visible(outcome.why).split('\\n');
  return `${outcome.state === 'failed' ? 'FAILED ' : outcome.state.toUpperCase()}  ${address}\n${lines.map((line) => `  ${line}\n`).join('')}`;
};

/** Runs the vendor's pre-check now. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'precheck', args);
  const progress = startProgress(terminal, talk);
  terminal.endGracefully();
  const report = await precheck(loaded.value.desired, kinds, {
    host: terminal.host,
    cancelled: terminal.cancelled,
    onLine: (line) => {
      progress.line(line, false);
    },
  });
  progress.stop();
  say(terminal, report.diagnostics, talk);
  if (!report.ok) return { exit: exitOfDiagnostics(report.diagnostics), next: commandOf('validate', args) };
  const { targets, exit } = report.value;
  if (text(values, 'format') === 'json') terminal.out(`${JSON.stringify({ targets }, null, 1)}\n`);
  else for (const target of targets) terminal.out(wordsOf(target));
  return { exit, next: commandOf(exit === 'done' ? 'plan' : 'precheck', args) };
};
