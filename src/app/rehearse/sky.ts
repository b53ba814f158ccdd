import type { Exchanged, Outgoing } from '../../core/transport.ts';
import type { Answered, TwinWithin } from '../../twin/within.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A call that the network holds back: who sent it hears nothing, and it arrives so much later. */
export interface Late {
  /** As `nameOf` has it. */
  readonly call: string;
  readonly nth: number;
  readonly afterMs: number;
}

/** A call as it left. */
export interface Sent {
  readonly call: string;
  /** The same for the same request: where it went, and what it says. */
  readonly asks: string;
  /** By the one clock. */
  readonly at: number;
  /** An answer came back from which it can be told what became of it. */
  readonly clear: boolean;
}

/** The cloud and the network before it. */
export interface Sky {
  readonly twin: TwinWithin;
  readonly exchange: (outgoing: Outgoing) => Promise<Exchanged>;
  /** What a request asks for: the action of a cloud's call, else method and path. */
  readonly nameOf: (outgoing: Outgoing) => string;
  readonly isRead: (outgoing: Outgoing) => boolean;
  /** What left for the cloud, in order, but for reads. */
  readonly sent: readonly Sent[];
  /** The rows of the twin's log, by their index, that no process of ours answers for when they came: what the network held back, what a person did. */
  readonly others: ReadonlySet<number>;
  /** A person does something at the API server of the first cluster. */
  readonly byHand: (method: string, path: string, body: unknown) => Promise<void>;
}

/** A row of the twin's log. */
export type Row = ReturnType<TwinWithin['calls']>[number];

const nameOf = ({ url, method, headers }: Outgoing): string => {
  const action = headers['x-acs-action'];
  if (action !== undefined) return action;
  return url.pathname.startsWith('/v2/api/') ? url.pathname.slice('/v2/api/'.length) : `${method} ${url.pathname}`;
};

/** Asks and changes nothing, whatever its method is. */
const isRead = (outgoing: Outgoing): boolean =>
  /^(GET |get-|Describe|List|Get|login$)|selfsubjectaccessreviews$/.test(nameOf(outgoing)) || outgoing.method === 'GET';

const askedOf = ({ method, url, body }: Outgoing): string => `${method} ${url.pathname}${url.search} ${body ?? ''}`;

const silence = (why: string): Exchanged => ({ is: 'silence', why, tooLarge: false });

const heard = (answered: Answered): Exchanged => {
  if (answered.is === 'answer') return answered;
  return silence(answered.is === 'cut' ? 'the connection was reset' : 'the connection was refused');
};

/** A service of the user's own, which nobody stands in for: it is green, and its cloud hears nothing of it. */
const green: Exchanged = { is: 'answer', status: 200, headers: {}, body: 'ok' };

export const openSky = (twin: TwinWithin, time: VirtualTime, late: readonly Late[] = []): Sky => {
  const counts = new Map<string, number>();
  const others = new Set<number>();
  const ask = ({ method, url, headers, body }: Outgoing): Promise<Answered> =>
    twin.ask({ method, url, headers: { host: url.host, ...headers }, body: body ?? '' });
  const arriveLater = async (outgoing: Outgoing, afterMs: number): Promise<void> => {
    await time.sleep(afterMs, twin);
    others.add(twin.calls().length);
    await ask(outgoing);
  };
  const sent: Sent[] = [];
  const carry = async (outgoing: Outgoing): Promise<Exchanged> => {
    const name = nameOf(outgoing);
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const held = late.find((one) => one.call === name && one.nth === nth);
    if (held === undefined) return heard(await ask(outgoing));
    void arriveLater(outgoing, held.afterMs);
    return silence('the connection was reset');
  };
  const exchange = async (outgoing: Outgoing): Promise<Exchanged> => {
    if (!twin.serves(outgoing.url)) return green;
    const at = time.now();
    const exchanged = await carry(outgoing);
    const clear = exchanged.is === 'answer' && exchanged.status < 500 && exchanged.body !== '';
    if (!isRead(outgoing)) sent.push({ call: nameOf(outgoing), asks: askedOf(outgoing), at, clear });
    return exchanged;
  };
  const byHand = async (method: string, path: string, body: unknown): Promise<void> => {
    const { url = '', token = '' } = twin.ready.kubernetes ?? {};
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/merge-patch+json' };
    others.add(twin.calls().length);
    await twin.ask({ method, url: new URL(path, url), headers, body: JSON.stringify(body) });
  };
  return { twin, exchange, nameOf, isRead, sent, others, byHand };
};
