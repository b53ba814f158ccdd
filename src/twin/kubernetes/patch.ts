import { mapping } from './object.ts';

type Patched = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386: null takes away, mappings are merged, all else takes the place of what was there. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) return patch;
  const result: Record<string, unknown> = { ...mapping(target) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

/** Lists whose items are told apart by a field, as the API's types say; all other lists are replaced. */
const mergeKeys: Readonly<Record<string, string>> = {
  addresses: 'type',
  conditions: 'type',
  containers: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  volumes: 'name',
  webhooks: 'name',
};

/** Lists of plain values that are merged as sets. */
const sets = ['finalizers'];

const isDirective = (name: string): boolean => name.startsWith('$');

function mergeItems(target: readonly unknown[], patch: readonly unknown[], key: string): unknown {
  if (patch.some((item) => mapping(item)['$patch'] === 'replace')) return patch.filter((item) => !isReplaceMark(item));
  let result = [...target];
  for (const item of patch) {
    const wanted = mapping(item)[key];
    const index = result.findIndex((each) => mapping(each)[key] === wanted);
    if (mapping(item)['$patch'] === 'delete') result = result.filter((each) => mapping(each)[key] !== wanted);
    else if (index < 0) result.push(strategicPatch({}, item));
    else result[index] = strategicPatch(result[index], item);
  }
  return result;
}

const isReplaceMark = (item: unknown): boolean =>
  mapping(item)['$patch'] === 'replace' && Object.keys(mapping(item)).length === 1;

function mergeList(name: string, target: unknown, patch: readonly unknown[]): unknown {
  const old: readonly unknown[] = Array.isArray(target) ? target : [];
  const key = mergeKeys[name];
  if (key !== undefined) return mergeItems(old, patch, key);
  return sets.includes(name) ? [...new Set([...old, ...patch])] : patch;
}

/** $deleteFromPrimitiveList/name takes values out of the list called name. */
function takeOut(result: Record<string, unknown>, directive: string, values: unknown): void {
  const name = directive.split('/')[1] ?? '';
  const list = result[name];
  const out: readonly unknown[] = Array.isArray(values) ? values : [];
  if (directive.startsWith('$deleteFromPrimitiveList/') && Array.isArray(list))
    result[name] = list.filter((each) => !out.includes(each));
}

/** Strategic merge: like a merge patch, but lists of named things are merged item by item. */
export function strategicPatch(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) return patch;
  if (patch['$patch'] === 'replace')
    return Object.fromEntries(Object.entries(patch).filter(([name]) => !isDirective(name)));
  const result: Record<string, unknown> = { ...mapping(target) };
  for (const [name, value] of Object.entries(patch)) {
    if (isDirective(name)) takeOut(result, name, value);
    else if (value === null) Reflect.deleteProperty(result, name);
    else if (Array.isArray(value)) result[name] = mergeList(name, result[name], value);
    else result[name] = strategicPatch(result[name], value);
  }
  return result;
}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

const segmentsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

const childOf = (value: unknown, name: string): unknown =>
  Array.isArray(value) ? value[Number(name)] : mapping(value)[name];

const read = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>(childOf, value);

type Change = { readonly is: 'set'; readonly value: unknown; readonly insert: boolean } | { readonly is: 'remove' };

function changeList(list: readonly unknown[], name: string, change: Change): readonly unknown[] | undefined {
  const index = name === '-' ? list.length : /^\d+$/.test(name) ? Number(name) : -1;
  const most = change.is === 'set' && change.insert ? list.length : list.length - 1;
  if (index < 0 || index > most) return undefined;
  if (change.is === 'remove') return list.toSpliced(index, 1);
  return list.toSpliced(index, change.insert ? 0 : 1, change.value);
}

/** The value with something changed at a path; undefined when there is no such place. */
function write(value: unknown, path: readonly string[], change: Change): unknown {
  const [name = '', ...rest] = path;
  if (rest.length > 0) {
    const child = childOf(value, name);
    const changed = child === undefined ? undefined : write(child, rest, change);
    if (changed === undefined) return undefined;
    return Array.isArray(value) ? value.with(Number(name), changed) : { ...mapping(value), [name]: changed };
  }
  if (Array.isArray(value)) return changeList(value, name, change);
  if (!isMapping(value)) return undefined;
  const { [name]: old, ...others } = value;
  if (change.is === 'remove') return old === undefined ? undefined : others;
  return change.insert || old !== undefined ? { ...value, [name]: change.value } : undefined;
}

function apply(value: unknown, { op, path, from, value: given }: Operation): unknown {
  const to = segmentsOf(String(path));
  const source = segmentsOf(String(from));
  const insert = (added: unknown, into = value): unknown => write(into, to, { is: 'set', value: added, insert: true });
  switch (op) {
    case 'add':
      return insert(given);
    case 'replace':
      return write(value, to, { is: 'set', value: given, insert: false });
    case 'remove':
      return write(value, to, { is: 'remove' });
    case 'copy':
      return insert(read(value, source));
    case 'move':
      return insert(read(value, source), write(value, source, { is: 'remove' }));
    case 'test':
      return JSON.stringify(read(value, to)) === JSON.stringify(given) ? value : undefined;
    default:
      return undefined;
  }
}

/** RFC 6902: all operations or none. */
export function jsonPatch(target: unknown, operations: unknown): Patched {
  if (!Array.isArray(operations)) return { ok: false, why: 'a JSON patch is a list of operations' };
  let value = target;
  for (const operation of operations as readonly Operation[]) {
    value = apply(value, operation);
    if (value === undefined)
      return { ok: false, why: 'the server rejected our request due to an error in our request' };
  }
  return { ok: true, value };
}
