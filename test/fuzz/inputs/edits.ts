import fc from 'fast-check';

/** What happens to one line. */
type OfLine =
  | { readonly is: 'double' | 'drop' | 'swap' | 'indent' | 'tab'; readonly line: number }
  | { readonly is: 'nest'; readonly line: number; readonly deep: number; readonly open: string };

/** A change of a text that knows nothing of what the text means. `at` is a place in thousandths of the text. */
export type Edit =
  | { readonly is: 'put'; readonly at: number; readonly cut: number; readonly put: string; readonly times: number }
  | OfLine
  | { readonly is: 'cut off'; readonly at: number }
  | { readonly is: 'crlf' | 'mark' | 'twice' }
  | { readonly is: 'flip'; readonly at: number; readonly bit: number };

/** Signs that mean something to YAML, to JSON, to JavaScript, or to a terminal. */
const signs = [
  ...Array.from('{}[]:,-?&*!|>%@#\'"`\t \n\r\0\\/~<=.+0'),
  ...[': ', '- ', '? ', '---\n', '...\n', '!!str ', '!!binary ', '%YAML 1.1\n', '\r\n', '\n\t', ' # '],
  ...['&a ', '*a', '<<: *a\n', '<<: ', '&a [*a, *a]', '{<<: {a: 1}}'],
  ...[
    '\uFEFF',
    '\u202e',
    '\u2066',
    '\ud800',
    '\udfff',
    '😀',
    '\u0085',
    '\u2028',
    '\u00a0',
    '\u200b',
    '\x1b[31m',
    'é',
    '漢',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '{{ x }}', '${x}', '::error::', '##[group]'],
  ...['.nan', '.inf', '0x1F', '0o17', 'null', 'true', 'yes', '1e999', '-0', '9'.repeat(400), '2026-02-30', '1_000'],
  ...['apiVersion: onward/v1\n', 'kind: Project\n', 'kind: VirtualMachine\n', 'spec:\n', 'metadata: {name: a}\n'],
];

const thousandth = fc.nat(1000);
const line = fc.nat(80);
const openings = ['[', '{a: ', '- ', '? ', '{"a":', '[{a: '];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('put' as const),
      at: thousandth,
      cut: fc.oneof(fc.constant(0), fc.nat(12)),
      put: fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 4, unit: 'binary' })),
      times: fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constantFrom(50, 400) }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constantFrom('double', 'drop', 'swap', 'indent', 'tab'), line }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('cut off' as const), at: thousandth }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom('crlf', 'mark', 'twice') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('nest' as const),
      line,
      deep: fc.constantFrom(2, 10, 63, 64, 65, 200, 5000),
      open: fc.constantFrom(...openings),
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('flip' as const), at: thousandth, bit: fc.nat(7) }) },
);

export const edits = fc.oneof(
  fc.array(edit, { minLength: 1, maxLength: 1 }),
  fc.array(edit, { minLength: 1, maxLength: 5, size: 'max' }),
);

const onLines = (text: string, at: number, how: (lines: string[], index: number) => void): string => {
  const lines = text.split('\n');
  how(lines, at % lines.length);
  return lines.join('\n');
};

const editLine = (text: string, by: OfLine): string =>
  onLines(text, by.line, (lines, index) => {
    const own = lines[index] ?? '';
    if (by.is === 'double') lines.splice(index, 0, own);
    else if (by.is === 'drop') lines.splice(index, 1);
    else if (by.is === 'swap') lines.splice(index, 2, lines[index + 1] ?? '', own);
    else if (by.is === 'indent') lines[index] = `  ${own}`;
    else if (by.is === 'nest') lines[index] = `${own}${by.open.repeat(by.deep)}`;
    else lines[index] = `\t${own.trimStart()}`;
  });

const spoil = (text: string, by: Exclude<Edit, { is: 'flip' }>): string => {
  switch (by.is) {
    case 'put': {
      const at = Math.floor((text.length * by.at) / 1000);
      return `${text.slice(0, at)}${by.put.repeat(by.times)}${text.slice(at + by.cut)}`;
    }
    case 'cut off':
      return text.slice(0, Math.floor((text.length * by.at) / 1000));
    case 'crlf':
      return text.replaceAll('\n', '\r\n');
    case 'mark':
      return `\uFEFF${text}`;
    case 'twice':
      return `${text}---\n${text}`;
    case 'double':
    case 'drop':
    case 'swap':
    case 'indent':
    case 'tab':
    case 'nest':
      return editLine(text, by);
  }
};

/** A text as somebody left it, in bytes: first what was done to its letters, then to its bits. */
export const spoiled = (text: string, all: readonly Edit[]): Uint8Array => {
  const letters = all.filter((one): one is Exclude<Edit, { is: 'flip' }> => one.is !== 'flip');
  const bytes = new TextEncoder().encode(letters.reduce(spoil, text));
  for (const one of all) {
    if (one.is !== 'flip' || bytes.length === 0) continue;
    const at = Math.min(bytes.length - 1, Math.floor((bytes.length * one.at) / 1000));
    bytes[at] = (bytes[at] ?? 0) ^ (1 << one.bit);
  }
  return bytes;
};
