/** Lines that are typed as far as here, and the words that each becomes, whatever the shell. */
export const lines: readonly {
  readonly typed: string;
  readonly becomes: readonly string[];
  readonly reason: string;
}[] = [
  { typed: 'onward vali', becomes: ['validate'], reason: 'a verb' },
  { typed: 'onward complet', becomes: ['completion'], reason: 'a verb that only help --all shows' },
  { typed: 'onward help prec', becomes: ['help', 'precheck'], reason: 'a verb that help is asked for' },
  { typed: 'onward plan --detail', becomes: ['plan', '--detailed-exitcode'], reason: 'a switch' },
  { typed: 'onward plan --format mark', becomes: ['plan', '--format', 'markdown'], reason: 'a choice' },
  { typed: 'onward plan --format=mark', becomes: ['plan', '--format=markdown'], reason: 'a choice behind =' },
  { typed: 'onward drift --format js', becomes: ['drift', '--format', 'json'], reason: 'a choice of another verb' },
  { typed: 'onward doctor --policy pl', becomes: ['doctor', '--policy', 'plan'], reason: 'a choice without a default' },
  { typed: 'onward settle x --as set', becomes: ['settle', 'x', '--as', 'set-aside'], reason: 'behind an operand' },
  { typed: 'onward explain STO01', becomes: ['explain', 'STO01'], reason: 'a code that is not clear yet' },
  { typed: 'onward explain PRB10', becomes: ['explain', 'PRB10'], reason: 'codes of probes' },
  { typed: 'onward explain USE008', becomes: ['explain', 'USE008'], reason: 'a code' },
  { typed: 'onward init --sample Ack', becomes: ['init', '--sample', 'AckCluster'], reason: 'a kind' },
  { typed: 'onward completion fi', becomes: ['completion', 'fish'], reason: 'a shell' },
  { typed: 'onward plan -o out/pl', becomes: ['plan', '-o', 'out/plan.json'], reason: 'a file behind a short flag' },
  { typed: 'onward apply out/pl', becomes: ['apply', 'out/plan.json'], reason: 'a plan' },
  { typed: 'onward plan one.yaml tw', becomes: ['plan', 'one.yaml', 'two.yaml'], reason: 'a second document' },
  { typed: 'onward handover -o mach', becomes: ['handover', '-o', 'machines'], reason: 'a folder' },
  {
    typed: 'onward settle x --evidence te',
    becomes: ['settle', 'x', '--evidence', 'te'],
    reason: 'a person’s own words',
  },
  {
    typed: 'onward apply plan.json --approve out',
    becomes: ['apply', 'plan.json', '--approve', 'out'],
    reason: 'no yes',
  },
  { typed: 'onward plan -- --od', becomes: ['plan', '--', '--odd.yaml'], reason: 'a file that looks like a flag' },
];

/** Names of files that a shell would read otherwise, each with what a person types of it. */
export const hostile: readonly { readonly name: string; readonly typed: string }[] = [
  { name: 'a plan (1).json', typed: 'a' },
  { name: 'b:colon.json', typed: 'b' },
  { name: "c'quote.json", typed: 'c' },
  { name: 'd$(touch x).json', typed: 'd' },
  { name: 'e`touch x`.json', typed: 'e' },
  { name: 'f;touch x.json', typed: 'f' },
  { name: 'g*?[1].json', typed: 'g' },
  { name: 'h\\back.json', typed: 'h' },
  { name: 'i=1&2|3.json', typed: 'i' },
  { name: 'jéß生.json', typed: 'j' },
];
