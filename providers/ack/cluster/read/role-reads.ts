import type { AttachedPolicy, Policy } from '../../clients/ram-answers.ts';
import type { Ram } from '../../clients/ram.ts';
import { malformed } from '../../../wire/failure.ts';
import { inParallel } from '../../../wire/in-parallel.ts';
import { allOf, andThen, mapReading, type Reading, type Source } from '../../../wire/reading.ts';
import { resourcesOf } from './endpoint-facts.ts';
import type { MasterReads } from './master-reads.ts';
import type { NetworkReads } from './network-reads.ts';
import { once } from './once.ts';
import type { Subject } from './subject.ts';

export interface RoleReads {
  /** The masters' role; null where they have none. */
  readonly role: () => Promise<Reading<string | null>>;
  /** What is attached to it; nothing where there is no role. */
  readonly attached: () => Promise<Reading<readonly AttachedPolicy[]>>;
  /** The same, with the documents of their default versions. */
  readonly policies: () => Promise<Reading<readonly Policy[]>>;
}

const width = 4;

const typeOf = ({ type }: { readonly type: string }): 'System' | 'Custom' => (type === 'System' ? 'System' : 'Custom');

/** The default versions of policies, one call each: RAM has no list with documents. One that is gone since is left out. */
export const readPolicies = async (
  ram: Ram,
  attached: readonly AttachedPolicy[],
  source: Source,
): Promise<Reading<readonly Policy[]>> => {
  const read = async (one: AttachedPolicy): Promise<Reading<Policy | null>> => {
    const policy = await ram.getPolicy({ name: one.name, type: typeOf(one) });
    return policy.ok && policy.value !== null ? { ...policy, value: { ...policy.value, type: typeOf(one) } } : policy;
  };
  const all = allOf(await inParallel(attached, width, read), source);
  return mapReading(all, (policies) => policies.filter((one) => one !== null), 'policies');
};

/** Where the cluster's resources do not name it (they lose it when a person replaced it), the instances do. */
const roleOfInstances = async ({ clients, target }: Subject, ids: readonly string[], source: Source) => {
  if (ids.length === 0) return { ok: true, value: null, source } satisfies Reading<null>;
  const rows = await clients.ecs.describeInstanceRamRole(target.region, ids);
  return andThen(rows, (all, proven): Reading<string | null> => {
    const roles = [...new Set(all.map(({ role }) => role))].filter((role) => role !== '');
    const why = `the masters have ${roles.length} different roles`;
    if (roles.length > 1) return { ok: false, call: proven.call, failure: malformed(why, proven.request) };
    return { ok: true, value: roles[0] ?? null, source: proven };
  });
};

export const roleReads = (subject: Subject, { resources }: NetworkReads, { masterIds }: MasterReads): RoleReads => {
  const { ram } = subject.clients;
  const role = once(async () =>
    andThen(await resources(), async (rows, source): Promise<Reading<string | null>> => {
      const found = resourcesOf(rows, /^(ALIYUN::RAM::Role|RAM)$/i).find(({ id }) => /^KubernetesMasterRole/.test(id));
      if (found !== undefined) return { ok: true, value: found.id, source };
      return andThen(await masterIds(), (ids, proven) => roleOfInstances(subject, ids, proven));
    }),
  );
  const attached = once(async () =>
    andThen(await role(), (name, source): Promise<Reading<readonly AttachedPolicy[]>> =>
      name === null ? Promise.resolve({ ok: true, value: [], source }) : ram.listPoliciesForRole(name),
    ),
  );
  const policies = once(async () => andThen(await attached(), (all, source) => readPolicies(ram, all, source)));
  return { role, attached, policies };
};
