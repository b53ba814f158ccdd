import { destinationOf } from '../../app/draft-files.ts';
import { sample } from '../../app/init.ts';
import { kinds } from '../../app/surroundings.ts';
import { keep, outOf, refuse, validateNext, type Form } from './keep-drafts.ts';

/** A document to be filled in, with what each field means. Asks no cloud. */
export const fromSchema: Form = (terminal, { values, source: kind }) => {
  const made = sample(kind, kinds);
  if (!made.ok) return Promise.resolve(refuse(terminal, values, made.diagnostics));
  const out = outOf(values);
  if (out === null) {
    terminal.out(made.value.text);
    return Promise.resolve({ exit: 'done', next: validateNext('FILE') });
  }
  const to = destinationOf(out);
  const path = 'file' in to ? to.file : `${to.folder}/${made.value.name}`;
  return keep(terminal, values, { files: [{ path, text: made.value.text }], next: validateNext(path) });
};
