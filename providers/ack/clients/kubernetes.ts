import { malformed } from '../../wire/failure.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import type { ClusterTarget, Cs } from './cs.ts';
import { readKubeconfig } from './kubeconfig.ts';
import type { Kubernetes } from './kubernetes/api.ts';
import { openKubernetes } from './kubernetes/connection.ts';

export type { Kubernetes } from './kubernetes/api.ts';

export interface KubernetesAccessor {
  /** Issues a short-lived kubeconfig, or takes one that still lasts. */
  connect(target: ClusterTarget): Promise<Reading<Kubernetes>>;
  /** Forgets the kubeconfig of a cluster: the next connect issues a new one. */
  forget(target: ClusterTarget): void;
}

interface Held {
  readonly reading: Reading<Kubernetes>;
  readonly until: number;
}

/** A kubeconfig of 15 minutes is used for 10, on the cloud's clock. */
const usedForMs = 10 * 60_000;

export const createKubernetesAccessor = (session: Session, cs: Cs): KubernetesAccessor => {
  const held = new Map<string, Held>();
  const nameOf = ({ id, region }: ClusterTarget): string => `${region}/${id}`;
  const now = (): number => Date.parse(session.stamp());
  const issue = async (target: ClusterTarget): Promise<Reading<Kubernetes>> => {
    const reading = await cs.describeClusterUserKubeconfig(target);
    if (!reading.ok) return reading;
    const read = readKubeconfig(reading.value.config);
    const { call, request } = reading.source;
    if (!read.ok) return { ok: false, call, failure: { ...malformed(read.why, request), diagnostic: 'OBS006' } };
    const { access } = read;
    for (const secret of [access.token, access.key]) session.keep(secret);
    return { ...reading, value: openKubernetes(session, access) };
  };
  return {
    connect: async (target) => {
      const before = held.get(nameOf(target));
      if (before !== undefined && now() < before.until) return before.reading;
      const reading = await issue(target);
      if (reading.ok) held.set(nameOf(target), { reading, until: now() + usedForMs });
      return reading;
    },
    forget: (target) => {
      held.delete(nameOf(target));
    },
  };
};
