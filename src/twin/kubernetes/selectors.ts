import type { KubernetesObject } from './object.ts';

type Predicate = (object: KubernetesObject) => boolean;

/** A selector that could be read, or the reason it could not. */
type Selected = { readonly ok: true; readonly test: Predicate } | { readonly ok: false; readonly why: string };

type Term = (value: string | undefined) => boolean;

/** Splits at commas that are not inside the brackets of a set. */
const split = (selector: string): readonly string[] =>
  selector
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

const setTerm = (operator: string, values: readonly string[]): Term =>
  operator === 'in'
    ? (value) => value !== undefined && values.includes(value)
    : (value) => value === undefined || !values.includes(value);

/** One requirement on a label: a=b, a==b, a!=b, a in (b,c), a notin (b,c), a, !a. */
function parseLabelTerm(term: string): { readonly key: string; readonly term: Term } | undefined {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(term);
  if (set !== null) {
    const [, key = '', operator = '', list = ''] = set;
    return {
      key,
      term: setTerm(
        operator,
        list.split(',').map((value) => value.trim()),
      ),
    };
  }
  const equality = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(term);
  if (equality !== null) {
    const [, key = '', operator = '', wanted = ''] = equality;
    return { key, term: operator === '!=' ? (value) => value !== wanted : (value) => value === wanted };
  }
  const existence = /^(!?)([^\s=!(),]+)$/.exec(term);
  if (existence === null) return undefined;
  const [, not = '', key = ''] = existence;
  return { key, term: not === '' ? (value) => value !== undefined : (value) => value === undefined };
}

export function parseLabelSelector(selector: string): Selected {
  const tests: Predicate[] = [];
  for (const text of split(selector)) {
    const parsed = parseLabelTerm(text);
    if (parsed === undefined) return { ok: false, why: `unable to parse requirement: ${text}` };
    tests.push(({ metadata }) => parsed.term(metadata.labels?.[parsed.key]));
  }
  return { ok: true, test: (object) => tests.every((test) => test(object)) };
}

/** The value at a path like spec.nodeName, as text; absent is "". */
function fieldOf(object: unknown, path: string): string {
  let value = object;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

export function parseFieldSelector(selector: string, allowed: readonly string[]): Selected {
  const tests: Predicate[] = [];
  for (const text of split(selector)) {
    const [, field = '', operator = '', wanted = ''] = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/.exec(text) ?? [];
    if (field === '') return { ok: false, why: `invalid selector: '${text}'; can't understand '${text}'` };
    if (!allowed.includes(field)) return { ok: false, why: `field label not supported: ${field}` };
    tests.push(
      (object) =>
        (fieldOf(object, field) === wanted || (wanted === 'false' && fieldOf(object, field) === '')) ===
        (operator !== '!='),
    );
  }
  return { ok: true, test: (object) => tests.every((test) => test(object)) };
}
