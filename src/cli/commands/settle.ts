import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { settle } from '../../app/settle.ts';
import { kinds } from '../../app/surroundings.ts';
import { error } from '../../core/diagnostic.ts';
import { text, type Run } from '../command.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';
import { refused } from '../refused.ts';
import { runSetup } from './run-setup.ts';

const noEvidence = error('USE001', {
  summary: '--evidence is empty',
  detail: 'Whoever reads the journal later must see how it was found out.',
  remedy: 'say what was looked at and what it showed, such as a ticket of the vendor',
});

/** Takes a person's answer to an ambiguous step. */
export const run: Run = async (terminal, { args, values }) => {
  const color = colours(text(values, 'color'), terminal, 'err');
  if ((text(values, 'evidence') ?? '').trim() === '') {
    say(terminal, [noEvidence], color);
    return { exit: exitOfDiagnostics([noEvidence]), next: 'onward settle --help' };
  }
  const setup = await runSetup(terminal, values);
  if (!setup.ok) return refused(terminal, setup.diagnostics);
  const { options, progress } = setup.value;
  terminal.endGracefully();
  progress.stop();
  const settlement = {
    run: args[0] ?? '',
    step: text(values, 'step') ?? '',
    as: text(values, 'as') === 'sent' ? ('sent' as const) : ('not-sent' as const),
    evidence: text(values, 'evidence') ?? '',
  };
  const settled = await settle(settlement, kinds, options);
  say(terminal, settled.diagnostics, color);
  if (!settled.ok) return { exit: exitOfDiagnostics(settled.diagnostics), next: 'onward status' };
  terminal.out(
    `${settled.value.step} of run ${settled.value.alias} is settled as ${settlement.as}; the cloud says ${settled.value.probe}\n`,
  );
  return { exit: 'done', next: `onward resume ${settled.value.alias}` };
};
