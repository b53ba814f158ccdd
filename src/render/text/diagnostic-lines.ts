import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import { escapeText } from './escape-text.ts';
import { paragraph, type Line, type Style } from './line.ts';
import { unbroken } from './unbroken.ts';

const severityWord = { error: '', warning: 'warning: ', info: 'note: ' } as const;

const styleOf = { error: 'bad', warning: 'care', info: 'faint' } as const satisfies Record<string, Style>;

const placeOf = ({ file, line, column }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(':');

/** The first line is never broken, so that editors and `grep` can read it: `file:line:column: CODE summary`. */
const firstLine = (diagnostic: Diagnostic): Line => {
  const { at, address, code, severity, summary } = diagnostic;
  const where = [at === undefined ? '' : placeOf(at), address ?? ''].filter((part) => part !== '');
  const text = escapeText([...where, `${code} ${severityWord[severity]}${summary}`].join(': '));
  return { text, style: styleOf[severity] };
};

/** One diagnostic as good compilers write it: place, code, summary; then what it means and the way past it. */
export const diagnosticLines = (diagnostic: Diagnostic, width: number): readonly Line[] => [
  firstLine(diagnostic),
  ...(diagnostic.detail === undefined ? [] : paragraph({ lead: '  ', text: diagnostic.detail, width })),
  ...(diagnostic.remedy === undefined ? [] : paragraph({ lead: '  fix: ', text: unbroken(diagnostic.remedy), width })),
];
