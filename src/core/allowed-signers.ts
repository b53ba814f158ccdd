/** A field of an allowed-signers line, which may hold quoted blanks. */
const field = /^(?:[^\s"]|"[^"]*")+/;

/** The names in an allowed-signers file (ssh-keygen(1)), each once: whom a signature can be of. */
export const principalsIn = (text: string): readonly string[] => {
  const names = text.split(/\r?\n/).flatMap((line) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const [first = ''] = field.exec(trimmed) ?? [];
    return first.replaceAll('"', '').split(',');
  });
  return [...new Set(names.filter((name) => name !== ''))];
};
