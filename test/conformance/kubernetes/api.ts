/** What an API server answered: its status, its headers in lower case, its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** One request. `type` is the body's content type: JSON, and for a PATCH a merge patch, where nothing is said. */
export type Ask = (method: string, path: string, body?: unknown, type?: string) => Promise<Answer>;

/** As much of an object as the scenarios look at. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly object[];
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** An API server, whichever it is. */
export interface Api {
  /** Asks as somebody who may do everything. */
  readonly request: Ask;
  /** Asks as somebody the server knows and who was granted nothing. */
  readonly onlooker: Ask;
  /** Asks with a token that nobody was given. */
  readonly stranger: Ask;
  /**
   * Puts objects there, with their status, and returns when the server has seen them: budgets are counted, API services are
   * judged. Namespaces come by themselves. How it is done is the server's business; it is no part of what is compared.
   */
  readonly given: (...objects: readonly KubernetesObject[]) => Promise<void>;
}

export interface Scenario {
  /** A sentence about the server. */
  readonly title: string;
  /** Asks, and returns what there was to be seen. Names its objects so that no other scenario meets them. */
  readonly play: (api: Api) => Promise<unknown>;
  /** What a real server lets be seen; what a client relies on, and no more. */
  readonly sees: unknown;
}
