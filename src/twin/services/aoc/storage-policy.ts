import { isAtLeast, type LiveAoc, type LiveDisk, type Row } from './live-aoc.ts';
import { isRow, textAt } from './request.ts';

export type StoragePolicy = Pick<LiveDisk, 'policy' | 'ec'>;

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const no = (why: string): { readonly ok: false; readonly why: string } => ({ ok: false, why });

const replicas = [1, 2, 3].flatMap((count) => ['THIN', 'THICK'].map((way) => `REPLICA_${count}_${way}_PROVISION`));
const copies = [2, 3].flatMap((count) => ['THIN', 'THICK'].map((way) => `ELF_CP_REPLICA_${count}_${way}_PROVISION`));

/** What a version knows (acos.md §1.5 b). EC came between 4.3.0 and 4.6.0; where, nobody says: taken from 4.6 on. */
const policiesOf = (aoc: LiveAoc): readonly string[] => [
  ...replicas,
  ...(isAtLeast(aoc, 4, 0) ? copies : []),
  ...(isAtLeast(aoc, 4, 6) ? ['EC'] : []),
];

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The policy under one of the two fields that take the same names. */
function readNamed(config: Row, field: string, aoc: LiveAoc): Read<StoragePolicy | undefined> {
  if (!isGiven(config[field])) return { ok: true, value: undefined };
  const policy = textAt(config, field);
  const known = policiesOf(aoc);
  if (policy === undefined || !known.includes(policy)) return no(`"${field}" is not one of ${known.join(', ')}.`);
  return { ok: true, value: { policy, ec: undefined } };
}

function readErasureCoding(config: Row): Read<StoragePolicy | undefined> {
  const ec = config['elf_ec_storage_policy'];
  if (!isGiven(ec)) return { ok: true, value: undefined };
  if (!isRow(ec)) return no('"elf_ec_storage_policy" must be an object.');
  const { thin_provision: thin = true, ec_k: k = 2, ec_m: m = 1 } = ec;
  const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
  if (typeof thin !== 'boolean' || !isCount(k) || !isCount(m))
    return no('"elf_ec_storage_policy" takes thin_provision, ec_k and ec_m.');
  return { ok: true, value: { policy: 'EC', ec: { k, m, thin } } };
}

/** Until 4.6, elf_storage_policy, which is required; two fields came after it, and it became optional. */
export function readStoragePolicy(config: Row, aoc: LiveAoc): Read<StoragePolicy | undefined> {
  const old = readNamed(config, 'elf_storage_policy', aoc);
  if (!isAtLeast(aoc, 4, 7)) {
    const later = ['elf_replica_storage_policy', 'elf_ec_storage_policy'].find((field) => isGiven(config[field]));
    if (later !== undefined && aoc.undocumented.newPolicyFields === 'refused') return no(`"${later}" is not defined.`);
    return old.ok && old.value === undefined ? no('"elf_storage_policy" is required.') : old;
  }
  const replica = readNamed(config, 'elf_replica_storage_policy', aoc);
  const ec = readErasureCoding(config);
  const wrong = [replica, ec, old].find(({ ok }) => !ok);
  if (wrong !== undefined) return wrong;
  const [value] = [replica, ec, old].flatMap((read) => (read.ok && read.value) || []);
  return { ok: true, value };
}
