import { header, type Incoming } from './incoming.ts';

const isForm = (incoming: Incoming): boolean =>
  (header(incoming, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded');

/** The parameters of an RPC call: clients put them into the query, into a form, or some into each. */
export function readParameters(incoming: Incoming): URLSearchParams {
  if (!isForm(incoming)) return incoming.query;
  const form = new URLSearchParams(incoming.body.toString('utf8'));
  return new URLSearchParams([...incoming.query, ...form]);
}

/** `InstanceId.1`, `InstanceId.2` … in the order of their numbers. */
export const repeated = (parameters: URLSearchParams, name: string): readonly string[] =>
  [...parameters]
    .flatMap(([key, value]) => {
      const number = key.startsWith(`${name}.`) ? Number(key.slice(name.length + 1)) : NaN;
      return Number.isInteger(number) ? [{ number, value }] : [];
    })
    .toSorted((left, right) => left.number - right.number)
    .map(({ value }) => value);

/** A JSON array of texts in one parameter, as InstanceIds is; undefined when it is none, [] when it is not there. */
export function jsonList(parameters: URLSearchParams, name: string): readonly string[] | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Clients write true, True and TRUE. Undefined when it is not there. */
export function flag(parameters: URLSearchParams, name: string): boolean | undefined {
  const text = parameters.get(name) ?? '';
  return text === '' ? undefined : text.toLowerCase() === 'true';
}

/** A whole number from `least` to `most`; undefined when the text is none. */
export function count(
  parameters: URLSearchParams,
  name: string,
  { otherwise, least = 1, most }: { readonly otherwise: number; readonly least?: number; readonly most: number },
): number | undefined {
  const text = parameters.get(name) ?? '';
  if (text === '') return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}
