/** The status of a node's condition Ready: Unknown when its kubelet has stopped reporting. */
export type Readiness = 'True' | 'False' | 'Unknown';

/** What the rest of the world knows of a node. */
export interface NodeState {
  readonly ready: Readiness;
  /** How often it has booted since the world began. */
  readonly boots: number;
  /** Taken out of the cluster by ACK. */
  readonly gone: boolean;
}

export const isSameState = (left: NodeState, right: NodeState): boolean =>
  left.ready === right.ready && left.boots === right.boots && left.gone === right.gone;
