import type { Json } from '../../../../src/core/fact.ts';
import type { Answer } from '../../../../src/core/operation.ts';
import type { JsonObject } from '../../../wire/json.ts';
import type { Reading } from '../../../wire/reading.ts';

export interface ListQuery {
  /** As in `spec.nodeName=node-1`. */
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

export interface KubernetesWrite {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: Json;
  /** How a patch is applied: `merge` replaces lists, `strategic-merge` merges them by the name of their items. */
  readonly patch?: 'merge' | 'strategic-merge';
}

/** One cluster's API server at its private address. */
export interface Kubernetes {
  /** `https://host:port`, as the kubeconfig says. */
  readonly address: string;
  /** GET /readyz: the value is the status' text; a failure says why it does not answer. */
  ready(): Promise<Reading<string>>;
  /** All items of a list, by path (`/api/v1/nodes`), page by page. */
  list(path: string, query?: ListQuery): Promise<Reading<readonly JsonObject[]>>;
  /** One object by path. null: the API server says that there is none of this name. */
  get(path: string): Promise<Reading<JsonObject | null>>;
  /** A POST that only asks and changes nothing, tried again as a read is. */
  review(path: string, body: Json): Promise<Reading<JsonObject>>;
  /**
   * A write, sent once on a connection of its own. A refusal's code is the API server's reason: NotFound, Conflict, Invalid,
   * Forbidden, … Too many requests are throttled; a server's failure proves nothing.
   */
  send(write: KubernetesWrite): Promise<Answer>;
  /** The same, with what the answer said, for writes whose refusals need telling apart. */
  exchange(write: KubernetesWrite): Promise<KubernetesExchange>;
}

export interface KubernetesExchange {
  readonly answer: Answer;
  /** The HTTP status; null where no whole answer came. */
  readonly status: number | null;
  /** The answer's object: the thing itself, or a `Status`. */
  readonly body: JsonObject;
}
