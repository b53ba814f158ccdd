import { explain } from '../../app/explain.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { renderExplain } from '../../render/render-explain.ts';
import { kinds } from '../../app/surroundings.ts';
import { text, type Run } from '../command.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';

/** Explains a code, or lists them; offline. */
export const run: Run = (terminal, { args, values }) => {
  const [code] = args;
  const json = text(values, 'format') === 'json';
  const found = explain(code ?? null, kinds);
  say(terminal, found.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!found.ok) return Promise.resolve({ exit: exitOfDiagnostics(found.diagnostics), next: 'onward explain' });
  const color = colours(text(values, 'color'), terminal, 'out');
  const face = { width: terminal.width, color };
  const asText = () =>
    code === undefined
      ? found.value.map((entry) => `${entry.code.padEnd(8)} ${entry.title}\n`).join('')
      : found.value.map((entry) => renderExplain(entry, face)).join('\n');
  terminal.out(json ? `${JSON.stringify(found.value, null, 1)}\n` : asText());
  return Promise.resolve({ exit: 'done' });
};
