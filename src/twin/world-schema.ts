import schema from '../../schemas/world.schema.json' with { type: 'json' };
import { validateWorld } from '../generated/validators.cjs';
import type { World } from '../generated/world.ts';
import { suggest } from './suggest.ts';

// The one door to what is generated from the schema.
export type * from '../generated/world.ts';

/** One error of ajv's, as far as it is used. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

type Validated =
  { readonly ok: true; readonly world: World } | { readonly ok: false; readonly errors: readonly SchemaError[] };

export function validateAsWorld(value: unknown): Validated {
  if (validateWorld(value)) return { ok: true, world: value as World };
  return { ok: false, errors: validateWorld.errors ?? [] };
}

/** What is wrong at a place. `key` names a key at it that should not be there. */
interface Explained {
  readonly code: 'TWN003' | 'TWN004' | 'TWN005';
  readonly pointer: string;
  readonly key?: string;
  readonly summary: string;
  readonly remedy?: string;
}

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

function resolve(part: unknown): Schema {
  if (!isSchema(part)) return {};
  const { $ref, anyOf } = part;
  if (typeof $ref === 'string') return resolve((schema.$defs as Schema)[$ref.replace('#/$defs/', '')]);
  return Array.isArray(anyOf) ? resolve(anyOf.find((each) => isSchema(each) && '$ref' in each)) : part;
}

/** The part of the schema that speaks of the value at a pointer. */
function schemaAt(pointer: string): Schema {
  let part = resolve(schema);
  for (const segment of pointer.split('/').slice(1)) {
    const properties = isSchema(part['properties']) ? part['properties'] : {};
    part = resolve(
      /^\d+$/.test(segment) ? part['items'] : properties[segment.replaceAll('~1', '/').replaceAll('~0', '~')],
    );
  }
  return part;
}

const describe = (pointer: string): string => {
  const { description } = schemaAt(pointer);
  return typeof description === 'string' ? description : '';
};

const last = (pointer: string): string => pointer.split('/').at(-1) ?? '';

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, segment) => (isSchema(at) ? at[segment.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      value,
    );
}

function explainUnknownKey({ instancePath, params }: SchemaError): Explained {
  const key = String(params['additionalProperty']);
  const { properties } = schemaAt(instancePath);
  const known = isSchema(properties) ? Object.keys(properties) : [];
  const where = instancePath === '' ? 'a world' : instancePath;
  return {
    code: 'TWN003',
    pointer: instancePath,
    key,
    summary: `unknown key ${key} in ${where}${suggest(key, known)}`,
    remedy: `known keys: ${known.join(', ')}`,
  };
}

/** A number where a text is wanted is most often an id without quotes. */
const typeRemedy = (wanted: unknown, value: unknown, about: string): string =>
  wanted === 'string' && typeof value === 'number' ? 'put it in quotes' : about;

function explainValue({ instancePath, keyword, params, message = 'is wrong' }: SchemaError, world: unknown): Explained {
  const { allowedValues, allowedValue } = params;
  const allowed = Array.isArray(allowedValues)
    ? allowedValues
    : allowedValue === undefined
      ? undefined
      : [allowedValue];
  const value = valueAt(world, instancePath);
  const words = (allowed ?? []).map((each) => JSON.stringify(each)).join(', ');
  const near = allowed !== undefined && typeof value === 'string' ? suggest(value, allowed.map(String)) : '';
  const demand = allowed === undefined ? message : `must be ${allowed.length > 1 ? 'one of ' : ''}${words}${near}`;
  const about = describe(instancePath);
  return {
    code: 'TWN004',
    pointer: instancePath,
    summary: `${last(instancePath) || 'the world'} ${demand}`,
    remedy: keyword === 'type' ? typeRemedy(params['type'], value, about) : about,
  };
}

function explain(error: SchemaError, world: unknown): Explained {
  if (error.keyword === 'additionalProperties') return explainUnknownKey(error);
  if (error.keyword === 'required' || error.keyword === 'dependentRequired') {
    const key = String(error.params['missingProperty']);
    const missing = { code: 'TWN005', pointer: error.instancePath, summary: `${key} is missing` } as const;
    return { ...missing, remedy: describe(`${error.instancePath}/${key}`) };
  }
  return explainValue(error, world);
}

/** ajv's "null or this" says everything twice; what is left names the thing that is wrong. */
const isEcho = ({ keyword, params }: SchemaError): boolean =>
  keyword === 'anyOf' || (keyword === 'type' && params['type'] === 'null');

export const explainErrors = (errors: readonly SchemaError[], world: unknown): readonly Explained[] =>
  errors.filter((error) => !isEcho(error)).map((error) => explain(error, world));
