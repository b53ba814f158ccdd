import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import type { Kind } from '../core/kind.ts';
import type { Host } from './host.ts';
import { parsedJson } from './of-format.ts';

type Prices = Readonly<Record<string, Json>>;

const isTable = (value: unknown): value is Prices =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unusable = (file: string, summary: string): Result<never> =>
  fail(
    error('USE006', {
      summary,
      at: { file },
      remedy: 'write {"<kind>": {...}} in the form of prices.json, or unset ONWARD_PRICES',
    }),
  );

const faultsOf = (kinds: readonly Kind[], name: string, table: Json): readonly string[] => {
  const pricing = kinds.find((kind) => kind.name === name)?.pricing;
  if (pricing === undefined) return [`there are no prices for ${name}`];
  const fault = pricing.fault(table);
  return fault === null ? [] : [`${name}: ${fault}`];
};

/** A person's own prices, from the file that ONWARD_PRICES names: by kind, and for a kind as a whole. */
export const pricesOf = async (
  kinds: readonly Kind[],
  { env, readFile }: Pick<Host, 'env' | 'readFile'>,
): Promise<Result<Prices>> => {
  const file = env['ONWARD_PRICES'];
  if (file === undefined || file === '') return succeed({});
  try {
    const prices = parsedJson(new TextDecoder().decode(await readFile(file)));
    if (!isTable(prices)) return unusable(file, 'the price file is not a JSON object of prices by kind');
    const [fault] = Object.entries(prices).flatMap(([name, table]) => faultsOf(kinds, name, table));
    return fault === undefined ? succeed(prices) : unusable(file, fault);
  } catch {
    return unusable(file, 'the price file cannot be read');
  }
};
