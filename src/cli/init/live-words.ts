import type { ListedKind } from '../../app/census.ts';
import type { CensusPlace } from '../../core/census.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../../core/diagnostic.ts';
import type { Kind } from '../../core/kind.ts';
import { text, type Values } from '../command.ts';

/** What the command line says of live targets, before any kind is asked. */
export interface LiveWords {
  readonly kind: ListedKind;
  readonly places: readonly CensusPlace[];
  readonly named: readonly string[];
  readonly like: readonly string[];
  readonly labels: Readonly<Record<string, string>> | null;
}

const unclear = (summary: string, remedy: string): Diagnostic => error('USE001', { summary, remedy });

const listOf = (said: string | undefined): readonly string[] =>
  (said ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const placesOf = (values: Values): Result<readonly CensusPlace[]> => {
  const regions = listOf(text(values, 'region'));
  const centers = listOf(text(values, 'center'));
  const cluster = text(values, 'cluster') || undefined;
  const remedy = 'name one of --region REGION and --center NAME; several are separated by commas';
  if (regions.length > 0 && centers.length > 0)
    return fail(unclear('regions have clusters, operation centers have machines: one at a time', remedy));
  if (cluster !== undefined && centers.length !== 1)
    return fail(unclear('--cluster says which machines of one operation center are meant', 'name it with --center'));
  if (regions.length > 0) return succeed(regions.map((region) => ({ by: 'region', region })));
  if (centers.length === 0) return fail(unclear('it is not said where live targets are to be looked for', remedy));
  return succeed(centers.map((center) => ({ by: 'center', center, ...(cluster !== undefined && { cluster }) })));
};

const labelsOf = (said: string | undefined): Result<LiveWords['labels']> => {
  const pairs = listOf(said).map((pair) => /^([^=]+)=(.*)$/.exec(pair));
  if (pairs.some((pair) => pair === null))
    return fail(unclear('a label is a key, = and a value', 'as in --match-labels app=erp,tier=db'));
  if (pairs.length === 0) return succeed(null);
  return succeed(Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''])));
};

const isListed = (kind: Kind): kind is ListedKind => kind.census !== undefined;

const kindOf = (asked: readonly string[], by: CensusPlace['by'], kinds: readonly Kind[]): Result<ListedKind> => {
  const fitting = kinds.filter(isListed).filter(({ census }) => census.by === by);
  const known = fitting.map(({ name }) => name).join(', ');
  const [first, second] = [...new Set(asked)];
  if (second !== undefined) return fail(unclear('only one kind at a time', `one of ${known}`));
  const kind = fitting.find(({ name, census }) => (first === undefined ? census.usual : name === first));
  const summary = `${first ?? 'no kind'} is not what ${by === 'region' ? 'a region' : 'an operation center'} lists`;
  return kind === undefined ? fail(unclear(summary, `there: ${known}`)) : succeed(kind);
};

/** `AckCluster/prod`: a kind, and a name or an id of its cloud's, which may hold further slashes. */
const targetsOf = (args: readonly string[]): Result<readonly (readonly [string, string])[]> => {
  const parts = args.map((arg) => /^([A-Za-z]+)\/(.+)$/s.exec(arg));
  const wrong = args.find((_, at) => parts[at] === null);
  if (wrong !== undefined)
    return fail(unclear(`${JSON.stringify(wrong)} names no target`, 'as in AckCluster/prod-hangzhou, a name or an id'));
  return succeed(parts.map((part) => [part?.[1] ?? '', part?.[2] ?? '']));
};

/** All that is wrong with the words at once. */
export const liveWords = (values: Values, args: readonly string[], kinds: readonly Kind[]): Result<LiveWords> => {
  const places = placesOf(values);
  const labels = labelsOf(text(values, 'matchLabels'));
  const targets = targetsOf(args);
  if (!places.ok || !labels.ok || !targets.ok)
    return fail(...[places, labels, targets].flatMap(({ diagnostics }) => diagnostics));
  const asked = [text(values, 'kind') ?? '', ...targets.value.map(([kind]) => kind)].filter((kind) => kind !== '');
  const kind = kindOf(asked, places.value[0]?.by ?? 'region', kinds);
  if (!kind.ok) return kind;
  return succeed({
    kind: kind.value,
    places: places.value,
    named: targets.value.map(([, name]) => name),
    like: listOf(text(values, 'name')),
    labels: labels.value,
  });
};
