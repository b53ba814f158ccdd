import type { Validate } from '../generated/validators.cjs';

/** What a text says where it is of a format of ours; else the first thing that is wrong with it. */
export type OfFormat = { readonly is: 'of it'; readonly value: unknown } | { readonly is: 'not'; readonly why: string };

/** Text to a JSON value; undefined where it is none. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const firstFault = (what: string, { errors }: Validate): string => {
  const [fault] = errors ?? [];
  return fault === undefined
    ? 'It lacks what the format demands.'
    : `${fault.instancePath || `the ${what}`} ${fault.message ?? 'is wrong'}.`;
};

/** Reads a text as JSON of a format; `what` is a file of it, in a message: plan, report. */
export const ofFormat = (text: string, what: string, validate: Validate): OfFormat => {
  const value = parsedJson(text);
  if (value === undefined) return { is: 'not', why: text.trim() === '' ? 'The file is empty.' : 'It is not JSON.' };
  return validate(value) ? { is: 'of it', value } : { is: 'not', why: firstFault(what, validate) };
};
