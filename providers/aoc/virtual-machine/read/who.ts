import { finalName, isCross, type VirtualMachineSpec } from '../spec.ts';
import type { Machine, Nic } from '../../clients/rows.ts';
import { powerOf } from './machine-fact.ts';

/** Which of the rows this document speaks of. */
export interface Who {
  /** The machine in the source cluster; null: none, or several. */
  readonly source: Machine | null;
  /** The machine it became in the target cluster; null: there is none yet. */
  readonly copy: Machine | null;
  /** All that fit the document where it fits several. */
  readonly candidates: readonly Machine[];
  /** A machine of the final name on the target which is another one. */
  readonly namesake: Machine | null;
}

const isNamed = ({ machine }: VirtualMachineSpec, row: Machine): boolean =>
  machine.id === null ? row.name === machine.name : row.id === machine.id || row.localId === machine.id;

const macsOf = (nics: readonly Nic[], { id }: Machine): readonly string[] =>
  nics.filter(({ machineId }) => machineId === id).map(({ mac }) => mac);

/**
 * Whether a machine on the target is the one that was on the source. The reference does not say what stays the same across clusters;
 * equal MAC addresses or the cluster's own id show it. Where there is no source any more, its name does.
 */
const isSame = (source: Machine, other: Machine, nics: readonly Nic[]): boolean => {
  const macs = macsOf(nics, source);
  return (
    (source.localId !== '' && source.localId === other.localId) || macsOf(nics, other).some((mac) => macs.includes(mac))
  );
};

/** Finds the machine and what became of it. Deleted rows and the recycle bin do not count as copies. */
export const whoIs = (spec: VirtualMachineSpec, rows: readonly Machine[], nics: readonly Nic[]): Who => {
  const alive = rows.filter(({ status }) => status !== 'DELETED');
  const named = alive.filter((row) => isNamed(spec, row) && row.cluster.name === spec.machine.cluster);
  const candidates =
    named.filter(({ inRecycleBin }) => !inRecycleBin).length > 0
      ? named.filter(({ inRecycleBin }) => !inRecycleBin)
      : named;
  const source = candidates.length === 1 ? (candidates[0] ?? null) : null;
  if (!isCross(spec)) return { source, copy: null, candidates, namesake: null };
  const name = finalName(spec) ?? source?.name ?? null;
  const there = alive.filter(({ cluster, inRecycleBin }) => cluster.name === spec.placement.cluster && !inRecycleBin);
  const byId = there.find((row) => spec.machine.id !== null && isNamed(spec, row));
  const others = there.filter((row) => row.name === name);
  const copy = byId ?? others.find((row) => (source === null ? candidates.length === 0 : isSame(source, row, nics)));
  const namesake = others.find((row) => row !== copy);
  return { source, copy: copy ?? null, candidates, namesake: namesake ?? null };
};

/** Where the machine is now: the copy, unless it is off while the source runs on. */
export const currentOf = ({ source, copy }: Who): Machine | null => {
  if (copy === null) return source;
  if (source === null) return copy;
  return powerOf(source.status) === 'running' && powerOf(copy.status) !== 'running' ? source : copy;
};

/** Where it runs, where that is more than one place. */
export const runningPlaces = ({ source, copy }: Who): readonly string[] | null => {
  const running = [source, copy].filter((machine): machine is Machine => machine?.status === 'RUNNING');
  return running.length < 2 ? null : running.map(({ cluster, host }) => `${cluster.name}/${host.name}`);
};
