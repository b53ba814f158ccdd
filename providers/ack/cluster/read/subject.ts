import type { ClusterTarget } from '../../clients/cs.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';
import type { Clients } from '../journey-facts.ts';
import type { AckClusterSpec } from '../spec.ts';

/** What the reads of one cluster start from. */
export interface Subject {
  readonly clients: Clients;
  readonly target: ClusterTarget;
  readonly spec: AckClusterSpec;
  /** The caller's account, which is the cluster's too. */
  readonly account: string;
  /** What was declared of who applies, as it stands in the environment; '' where nothing was. */
  readonly applyRole: string;
  /** The cloud's time now, RFC 3339. */
  readonly stamp: () => string;
  /** DescribeClusterDetail, which was read already. */
  readonly detail: Extract<Reading<JsonObject>, { ok: true }>;
  readonly dedicated: boolean;
}
