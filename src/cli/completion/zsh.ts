import type { Fill } from './fills.ts';
import type { FlagWords, OperandWords, VerbWords } from './verb-words.ts';

/** Within single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A text within a specification of _arguments or _describe, whose own signs these are. */
const plain = (text: string): string => text.replace(/[\\:[\]]/g, '\\$&');

/** More words than these, or words with meanings, are listed by a function of their own. */
const isLong = (fill: Fill): boolean => fill.is === 'words' && fill.words.some(([, means]) => means !== '');

const listName = (called: string): string => `_onward_${called}`;

const acts = { files: '_files', folders: '_files -/', runs: '_onward_runs', nothing: ' ' } as const;

const act = (called: string, fill: Fill): string => {
  if (fill.is !== 'words') return acts[fill.is];
  return isLong(fill) ? listName(called) : `(${fill.words.map(([word]) => word).join(' ')})`;
};

const flagSpec = ({ short, long, means, value }: FlagWords): string => {
  const says = `[${plain(means)}]`;
  const then = value === null ? '' : `:${value.called}:${act(value.called, value.fill)}`;
  const longForm = value === null ? long : `${long}=`;
  if (short === null) return quoted(`${longForm}${says}${then}`);
  const shortForm = value === null ? short : `${short}+`;
  return `${quoted(`(${short} ${long})`)}{${shortForm},${longForm}}${quoted(`${says}${then}`)}`;
};

const operandSpec = ({ called, fill, many }: OperandWords, at: number): string =>
  quoted(`${many ? '*' : String(at + 1)}:${called}:${act(called, fill)}`);

const verbCase = ({ name, flags, operands }: VerbWords): string =>
  [
    `      ${name})`,
    `        _arguments ${[...flags.map(flagSpec), ...operands.map(operandSpec)].join(' \\\n          ')} ;;`,
  ].join('\n');

const list = (called: string, words: readonly (readonly [string, string])[]): string =>
  [
    `${listName(called)}() {`,
    '  local -a words_of',
    '  words_of=(',
    ...words.map(([word, means]) => `    ${quoted(`${plain(word)}:${plain(means)}`)}`),
    '  )',
    `  _describe -t ${called}s ${called} words_of`,
    '}',
  ].join('\n');

const listsIn = (verbs: readonly VerbWords[]): readonly string[] => {
  const all = verbs.flatMap(({ operands }) => operands).filter(({ fill }) => isLong(fill));
  const lists = new Map(all.map(({ called, fill }) => [called, fill.is === 'words' ? fill.words : []]));
  return [...lists].map(([called, words]) => list(called, words));
};

/** A completion for zsh; as a file `_onward` in a folder of $fpath, or read by the shell as it is. */
export const zshCompletion = (verbs: readonly VerbWords[]): string => `#compdef onward
# zsh completion of onward. To use it now, where compinit was called:
#   source <(onward completion zsh)
# and always: onward completion zsh > "\${fpath[1]}/_onward"

${listsIn(verbs).join('\n')}
_onward_runs() {
  local line expl
  local -a names shown
  for line in \${(f)"$(command onward __complete runs -- "\${(@)words[2,-1]}" 2>/dev/null)"}; do
    names+=("\${line%%$'\\t'*}")
    shown+=("\${line//$'\\t'/  }")
  done
  _wanted runs expl run compadd -d shown -a names
}
_onward() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C '(- *)'{-h,--help}'[show the first verbs]' '(- *)'{-V,--version}'[show the version]' \\
    '1:verb:_onward_verb' '*::operand:->verb'
  if [[ $state == verb ]]; then
    case $words[1] in
${verbs.map(verbCase).join('\n')}
    esac
  fi
}
if [[ "\${funcstack[1]}" == _onward ]]; then _onward "$@"
else compdef _onward onward
fi
`;
