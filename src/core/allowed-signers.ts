/** One line of an allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS). */
interface SignerLine {
  readonly names: readonly string[];
  /** Type and base64 of the key; null where the line is none that can be read. */
  readonly key: string | null;
  readonly authority: boolean;
}

/** Fields are parted by blanks, but for blanks within quotes. */
const fields = /(?:[^\s"]|"[^"]*")+/g;

const isKeyType = (field: string): boolean => /^(ssh|ecdsa|sk)-[a-z0-9@.-]+$/.test(field);

const lineOf = (text: string): SignerLine | null => {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  const [first = '', ...rest] = trimmed.match(fields) ?? [];
  const at = rest.findIndex(isKeyType);
  const names = first
    .replaceAll('"', '')
    .split(',')
    .filter((name) => name !== '');
  const options = at === -1 ? rest : rest.slice(0, at);
  return {
    names,
    key: at === -1 ? null : rest.slice(at, at + 2).join(' '),
    authority: options.some((option) => option.split(',').includes('cert-authority')),
  };
};

const linesIn = (text: string): readonly SignerLine[] => text.split(/\r?\n/).flatMap((line) => lineOf(line) ?? []);

/** The names in an allowed-signers file, each once: whom a signature can be of. */
export const principalsIn = (text: string): readonly string[] => [
  ...new Set(linesIn(text).flatMap(({ names, key }) => (key === null ? [] : names))),
];

const isPattern = (name: string): boolean => /[*?!]/.test(name);

/** The names that a public key stands beside; none for what only a pattern or a certificate authority allows. */
export const namesOfKey = (text: string, key: string): readonly string[] => [
  ...new Set(
    linesIn(text)
      .filter((line) => line.key === key && !line.authority)
      .flatMap(({ names }) => names.filter((name) => !isPattern(name))),
  ),
];
