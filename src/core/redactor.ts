import { percentEncode } from './percent-encode.ts';

/**
 * Takes secrets out of text that came from elsewhere, where it enters: before it becomes a failure, and with that a message, a journal
 * line or a plan. It knows the secrets that this process was given, no patterns of secrets.
 */
export interface Redactor {
  /** Adds a secret that is taken out from now on; of an empty one nothing can be told. */
  readonly keep: (secret: string | null) => void;
  /** The text with `[secret]` in the place of each. */
  readonly redact: (text: string) => string;
}

/** How a service repeats what it was sent: as it is, as a query has it, as a JSON text within a text has it. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  percentEncode(secret),
  JSON.stringify(secret).slice(1, -1),
];

export const createRedactor = (...given: readonly (string | null)[]): Redactor => {
  const forms = new Set<string>();
  const keep = (secret: string | null): void => {
    if (secret) for (const form of formsOf(secret)) forms.add(form);
  };
  given.forEach(keep);
  /** The longest first: one secret may be a part of another. */
  const inOrder = (): readonly string[] => [...forms].sort((one, other) => other.length - one.length);
  return { keep, redact: (text) => inOrder().reduce((clean, form) => clean.replaceAll(form, '[secret]'), text) };
};
