export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP request as it leaves. */
export interface Outgoing {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** silence: no whole answer came; `why` in plain words. It proves nothing about whether the request arrived. */
export type Exchanged =
  | {
      readonly is: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly is: 'silence'; readonly why: string; readonly tooLarge: boolean };

/** What carries requests instead of the network, once each: to a cloud that lives in the same process. */
export type Transport = (outgoing: Outgoing) => Promise<Exchanged>;
