import { error, type Diagnostic } from '../../core/diagnostic.ts';
import { isOn, text, type Run, type Values } from '../command.ts';
import { fromLive } from '../init/from-live.ts';
import { fromSchema } from '../init/from-schema.ts';
import { fromTable } from '../init/from-table.ts';
import { refuse, type Form } from '../init/keep-drafts.ts';

/** What documents are made from: the option that says so, and how. A new source is a line here. */
const forms: Readonly<Record<string, Form>> = { all: fromLive, fromCsv: fromTable, sample: fromSchema };

const sourceOf = (values: Values, option: string): string | undefined =>
  isOn(values, option) ? '' : text(values, option);

const unclear = (given: number): Diagnostic =>
  error('USE001', {
    summary: given === 0 ? 'it is not said what documents are to be made from' : 'only one source at a time',
    remedy: 'name one of --all, KIND/NAME, --from-csv FILE and --sample KIND',
  });

/** Makes documents where there are none: of what lives, from a table, or empty ones to be filled in. */
export const run: Run = (terminal, { values, args }) => {
  const asked = Object.entries(forms).flatMap(([option, form]) => {
    const source = sourceOf(values, option);
    return source === undefined ? [] : [{ source, form }];
  });
  const all = args.length > 0 ? [{ source: '', form: fromLive }, ...asked] : asked;
  const [first] = all;
  if (first === undefined || all.length > 1) return Promise.resolve(refuse(terminal, values, [unclear(all.length)]));
  return first.form(terminal, { values, source: first.source, args });
};
