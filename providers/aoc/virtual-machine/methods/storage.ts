import type { Json } from '../../../../src/core/fact.ts';
import type { StoragePolicy } from '../spec.ts';

/** `4.7.0` → [4, 7]; null where it is no version. */
const partsOf = (version: string): readonly [number, number] | null => {
  const found = /^v?(\d+)\.(\d+)/.exec(version);
  return found === null ? null : [Number(found[1]), Number(found[2])];
};

const isFrom = (version: readonly [number, number], major: number, minor: number): boolean =>
  version[0] > major || (version[0] === major && version[1] >= minor);

export type StorageWritten =
  | { readonly ok: true; readonly fields: { readonly [field: string]: Json } }
  | { readonly ok: false; readonly why: string };

const bad = (why: string): StorageWritten => ({ ok: false, why });

/** Up to 4.6 one field holds every policy, and must be there. */
const older = (version: readonly [number, number], policy: StoragePolicy | null): StorageWritten => {
  if (policy === null) return bad('this version of the operation center demands a storage policy');
  if (typeof policy !== 'string') return bad('erasure coding with its own numbers needs operation center 4.7 or newer');
  if (policy.startsWith('ELF_CP_') && !isFrom(version, 4, 0))
    return bad(`${policy} needs operation center 4.0 or newer`);
  // The enumeration has EC in 4.6 and not in 4.3; what was between was not published.
  if (policy === 'EC' && !isFrom(version, 4, 6)) return bad('EC needs operation center 4.6 or newer');
  return { ok: true, fields: { elf_storage_policy: policy } };
};

/** From 4.7 replicas and erasure coding have a field each, and both may be left out. */
const newer = (policy: StoragePolicy | null): StorageWritten => {
  if (policy === null) return { ok: true, fields: {} };
  if (policy === 'EC') return bad('say how: storagePolicy: {k: 4, m: 2} (operation center 4.7 and newer)');
  if (typeof policy === 'string') return { ok: true, fields: { elf_replica_storage_policy: policy } };
  const { k, m, thin } = policy;
  return { ok: true, fields: { elf_ec_storage_policy: { thin_provision: thin ?? true, ec_k: k, ec_m: m } } };
};

/** The fields by which a version of the operation center is told the storage policy (API reference, 2.1.0 to 4.8.0). */
export const storageFields = (version: string, policy: StoragePolicy | null): StorageWritten => {
  const parts = partsOf(version);
  if (parts === null) return bad(`the version ${version} of the operation center is not understood`);
  if (!isFrom(parts, 2, 1)) return bad('moves across clusters need operation center 2.1 or newer');
  return isFrom(parts, 4, 7) ? newer(policy) : older(parts, policy);
};
