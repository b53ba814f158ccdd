import type { Fill } from './fills.ts';
import type { FlagWords, VerbWords } from './verb-words.ts';

/** Words of the table hold nothing that a shell would read otherwise: verbs, flags, choices, codes. */
const act = (fill: Fill): string =>
  fill.is === 'words' ? `_onward_words '${fill.words.map(([word]) => word).join(' ')}'` : `_onward_${fill.is}`;

const namesOf = ({ short, long }: FlagWords): readonly string[] => (short === null ? [long] : [short, long]);

const valueCase = (verb: string, flag: FlagWords): readonly string[] =>
  flag.value === null
    ? []
    : [
        `    ${namesOf(flag)
          .map((name) => `${verb}:${name}`)
          .join('|')}) ${act(flag.value.fill)}; return ;;`,
      ];

/** Which operand it is counts from 0; the last of many goes on. */
const operandCases = ({ name, operands }: VerbWords): readonly string[] =>
  operands.map(({ fill, many }, at) => `    ${name}:${many ? '*' : String(at)}) ${act(fill)} ;;`);

const takingValues = ({ name, flags }: VerbWords): string => {
  const taking = flags.filter(({ value }) => value !== null).flatMap(namesOf);
  return taking.length === 0 ? '' : `    ${taking.map((flag) => `${name}:${flag}`).join('|')}) return 0 ;;\n`;
};

const opening = `# bash completion of onward. To use it now:
#   source <(onward completion bash)
# and always: put that line into ~/.bashrc.

_onward_words() {
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
# Names of files are left to the shell itself, which knows how to quote them.
_onward_files() { COMPREPLY=(); type compopt >/dev/null 2>&1 && compopt -o default; }
_onward_folders() { COMPREPLY=(); type compopt >/dev/null 2>&1 && compopt -o dirnames; }
_onward_nothing() { COMPREPLY=(); }
_onward_runs() {
  _onward_words "$(command onward __complete runs -- "\${COMP_WORDS[@]:1}" 2>/dev/null | cut -f 1)"
}
`;

const closing = `_onward() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" verb='' operands=0 skip='' only='' at word
  COMPREPLY=()
  # --format=json comes in three words where = divides words.
  if [ "$cur" = = ]; then cur=''
  elif [ "$prev" = = ]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    word="\${COMP_WORDS[at]}"
    if [ -n "$skip" ]; then
      [ "$word" = = ] || skip=''
    elif [ -n "$verb" ] && [ "$word" = -- ]; then only=1
    elif [ -z "$only" ] && [ "\${word#-}" != "$word" ]; then
      _onward_takes_value "$verb:$word" && skip=1
    elif [ -z "$verb" ]; then verb="$word"
    else operands=$((operands + 1))
    fi
  done
  if [ -z "$verb" ]; then
    _onward_verbs
  elif [ -n "$only" ]; then _onward_operand "$operands"
  elif [ "\${prev#-}" != "$prev" ] && _onward_takes_value "$verb:$prev"; then _onward_value "$prev"
  elif [ "\${cur#-}" != "$cur" ]; then _onward_flags
  else _onward_operand "$operands"
  fi
}
if type compopt >/dev/null 2>&1; then complete -F _onward onward
else complete -o default -F _onward onward
fi
`;

/** A completion for bash, of version 3.2 or newer. */
export const bashCompletion = (verbs: readonly VerbWords[]): string => `${opening}_onward_takes_value() {
  case "$1" in
${verbs.map(takingValues).join('')}  esac
  return 1
}
_onward_flags() {
  case "$verb" in
${verbs.map(({ name, flags }) => `    ${name}) _onward_words '${flags.flatMap(namesOf).join(' ')}' ;;\n`).join('')}  esac
}
_onward_value() {
  case "$verb:$1" in
${verbs.flatMap(({ name, flags }) => flags.flatMap((flag) => valueCase(name, flag))).join('\n')}
  esac
  return 1
}
_onward_operand() {
  case "$verb:$1" in
${verbs.flatMap(operandCases).join('\n')}
  esac
}
_onward_verbs() { _onward_words '${[...verbs.map(({ name }) => name), '--help', '--version'].join(' ')}'; }
${closing}`;
