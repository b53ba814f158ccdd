import type { Fill } from './fills.ts';
import type { FlagWords, VerbWords } from './verb-words.ts';

/** Within single quotes. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** A list that fish reads word by word; a meaning stands behind a tab. */
const wordsOf = (words: readonly (readonly [string, string])[]): string =>
  words.some(([, means]) => means !== '')
    ? `(printf '%s\\t%s\\n' ${words.map(([word, means]) => `${quoted(word)} ${quoted(means)}`).join(' ')})`
    : words.map(([word]) => word).join(' ');

/** The arguments of `complete` that offer something. */
const offer = (fill: Fill): string => {
  switch (fill.is) {
    case 'files':
      return '-F';
    case 'folders':
      return "-f -a '(__fish_complete_directories (commandline -ct))'";
    case 'runs':
      return "-f -a '(__onward_runs)'";
    case 'words':
      return `-f -a ${quoted(wordsOf(fill.words))}`;
    case 'nothing':
      return '-f';
  }
};

const within = ({ name }: VerbWords): string => `complete -c onward -n '__onward_verb_is ${name}'`;

const flagLine = (verb: VerbWords, { short, long, means, value }: FlagWords): string => {
  const names = `${short === null ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  const takes = value === null ? '' : ` -r ${offer(value.fill)}`;
  return `${within(verb)} ${names}${takes} -d ${quoted(means)}`;
};

const verbLines = (verb: VerbWords): readonly string[] => [
  `complete -c onward -n __onward_no_verb -f -a ${verb.name} -d ${quoted(verb.means)}`,
  ...verb.operands.filter(({ fill }) => fill.is !== 'nothing').map(({ fill }) => `${within(verb)} ${offer(fill)}`),
  ...verb.flags.map((flag) => flagLine(verb, flag)),
];

/** A completion for fish, of version 3.0 or newer. */
export const fishCompletion = (verbs: readonly VerbWords[]): string => `# fish completion of onward. To use it now:
#   onward completion fish | source
# and always: onward completion fish > ~/.config/fish/completions/onward.fish

function __onward_verb
    for word in (commandline -opc)[2..-1]
        if not string match -q -- '-*' $word
            echo $word
            return
        end
    end
end
function __onward_no_verb
    set -l verb (__onward_verb)
    test -z "$verb"
end
function __onward_verb_is
    set -l verb (__onward_verb)
    test "$verb" = $argv[1]
end
function __onward_runs
    command onward __complete runs -- (commandline -opc)[2..-1] 2>/dev/null
end
complete -c onward -f
complete -c onward -n __onward_no_verb -s h -l help -d 'show the first verbs'
complete -c onward -n __onward_no_verb -s V -l version -d 'show the version'
${verbs.flatMap(verbLines).join('\n')}
`;
