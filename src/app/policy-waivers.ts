import { posix, relative, resolve, sep } from 'node:path';
import { addressOf } from '../core/address.ts';
import type { Desired, Waiver } from '../core/desired.ts';
import type { Json } from '../core/fact.ts';
import { memberOf } from '../core/merge.ts';
import type { Alteration } from '../core/plan-policy.ts';
import { decode } from '../document/decode.ts';
import { layer } from '../document/layered.ts';
import { parseFile, type ParsedDocument } from '../document/parse.ts';
import { filesAt } from './git-files.ts';
import type { Policy } from './policy.ts';

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** The waivers in a spec, as far as they are ones: the branch's documents were proven when they were merged there. */
const waiversIn = (spec: Json | undefined): readonly Waiver[] =>
  listOf(memberOf(spec, 'waivers')).flatMap((waiver) => {
    const [code, reason, expires] = ['code', 'reason', 'expires'].map((name) => memberOf(waiver, name));
    return typeof code === 'string' && typeof reason === 'string' && typeof expires === 'string'
      ? [{ code, reason, expires }]
      : [];
  });

/** Of a set's member: what the branch's set says for this machine, else for all of them. */
const waiversOfMember = (spec: Json | undefined, member: string): readonly Waiver[] => {
  const own = listOf(memberOf(spec, 'overrides')).find((override) => memberOf(override, 'name') === member);
  const ownSpec = memberOf(own, 'spec');
  return waiversIn(memberOf(ownSpec, 'waivers') === undefined ? memberOf(memberOf(spec, 'template'), 'spec') : ownSpec);
};

const nameOf = (document: ParsedDocument): string => {
  const [kind, name] = [memberOf(document.value, 'kind'), memberOf(memberOf(document.value, 'metadata'), 'name')];
  return typeof kind === 'string' && typeof name === 'string' ? addressOf(kind, name) : '';
};

/** The document's own path below the project's folder, by which it is looked for on the branch; null where it lies elsewhere. */
const pathOf = (target: Desired, cwd: string, directory: string): string | null => {
  const path = relative(directory, resolve(cwd, target.place('').file))
    .split(sep)
    .join('/');
  return path === '' || path.startsWith('..') ? null : path;
};

/** The documents of these files as the branch holds them: each one's spec, with the branch's defaults, by its address. */
const specsOn = async (
  { at, project }: Policy,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Json | undefined>> => {
  const specs = new Map<string, Json | undefined>();
  if (at === null) return specs;
  const rooted = paths.map((path) => posix.join(at.repository.prefix, path));
  for (const [path, file] of await filesAt(at.repository, at.commit, rooted)) {
    const text = file.is === 'file' ? decode(file.bytes, path) : null;
    const parsed = text?.ok ? parseFile(text.value, path) : null;
    for (const document of parsed?.ok ? parsed.value : []) {
      const kind = memberOf(document.value, 'kind');
      const defaults = typeof kind === 'string' ? project.defaults.get(kind) : undefined;
      specs.set(nameOf(document), layer(document, defaults).spec);
    }
  }
  return specs;
};

/** Targets with the waivers that count, and what of the change's own does not. */
export interface Settled {
  readonly targets: readonly Desired[];
  readonly alters: readonly Alteration[];
}

const until = (waiver: Waiver | undefined): string | null => (waiver === undefined ? null : `until ${waiver.expires}`);

const settleOne = (target: Desired, counting: readonly Waiver[], branch: string): Settled => {
  const countingOf = (code: string): Waiver | undefined => counting.find((waiver) => waiver.code === code);
  const waivers = target.waivers.flatMap(({ code }) => countingOf(code) ?? []);
  const pending = target.waivers.filter(({ code }) => countingOf(code) === undefined).map(({ code }) => code);
  const alters = target.waivers
    .filter(({ code, expires }) => countingOf(code)?.expires !== expires)
    .map((waiver): Alteration => ({
      key: `waivers ${target.address} ${waiver.code}`,
      counts: until(countingOf(waiver.code)),
      asked: until(waiver),
    }));
  const settled = { ...target, waivers, ...(pending.length === 0 ? {} : { pending: { codes: pending, branch } }) };
  return { targets: [settled], alters };
};

/**
 * Leaves of each target's waivers those that are on the protected branch, as they are there: a change cannot set aside what
 * it is judged by. Without a protected branch all of them count.
 */
export const settleWaivers = async (
  policy: Policy | null,
  targets: readonly Desired[],
  cwd: string,
): Promise<Settled> => {
  const at = policy?.at;
  const waiving = targets.filter(({ waivers }) => waivers.length > 0);
  if (policy === null || !at || waiving.length === 0) return { targets, alters: [] };
  const paths = new Set(waiving.flatMap((target) => pathOf(target, cwd, policy.project.directory) ?? []));
  const specs = await specsOn(policy, [...paths]);
  const all = targets.map((target) => {
    if (target.waivers.length === 0) return { targets: [target], alters: [] };
    const { membership } = target;
    const counting =
      membership === undefined
        ? waiversIn(specs.get(target.address))
        : waiversOfMember(specs.get(membership.set), membership.member);
    return settleOne(target, counting, at.branch);
  });
  return { targets: all.flatMap((one) => one.targets), alters: all.flatMap((one) => one.alters) };
};
