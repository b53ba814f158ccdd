import { createSession, type Session } from '../../../providers/ack/session.ts';
import { scriptCloud, type Arrived, type Scripted } from './scripted-cloud.ts';
import { keyEnv, settingsFor } from './settings.ts';

/** One RPC call as it arrived: its action from the header, its parameters from the query. */
export interface RpcArrived {
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly arrived: Arrived;
}

export const rpcOf = (arrived: Arrived): RpcArrived => ({
  action: String(arrived.headers['x-acs-action']),
  version: String(arrived.headers['x-acs-version']),
  query: Object.fromEntries(new URLSearchParams(arrived.query)),
  arrived,
});

type Answer = Scripted | ((call: RpcArrived, count: number) => Scripted);

export interface RpcCloud {
  readonly url: string;
  readonly session: Session;
  readonly calls: () => readonly RpcArrived[];
}

/** A server of RPC products that answers by action (ACK API reference, §9.1); what it has no line for it does not know. */
export const scriptRpc = async (script: Readonly<Record<string, Answer>>): Promise<RpcCloud> => {
  const counts = new Map<string, number>();
  const cloud = await scriptCloud({
    'POST /': (arrived) => {
      const call = rpcOf(arrived);
      const count = (counts.get(call.action) ?? 0) + 1;
      counts.set(call.action, count);
      const line = script[call.action] ?? { status: 404, body: { Code: 'InvalidAction.NotFound', Message: '' } };
      return typeof line === 'function' ? line(call, count) : line;
    },
  });
  const session = createSession(settingsFor(keyEnv(cloud.url)));
  return { url: cloud.url, session, calls: () => cloud.arrived.map(rpcOf) };
};

/** An error as RPC products write it (§9.5). */
export const rpcError = (status: number, Code: string, Message = 'no'): Scripted => ({
  status,
  body: { RequestId: 'REQ-E', HostId: 'host', Code, Message },
});

export const fence = { nonce: 'fence-nonce', date: '2026-11-22T01:00:00Z' };

/** What a reading must be to be used; says the failure where there is one. */
export const valueOf = <T>(reading: { readonly ok: boolean; readonly value?: T; readonly failure?: unknown }): T => {
  if (!reading.ok) throw new Error(`unread: ${JSON.stringify(reading.failure)}`);
  return reading.value as T;
};
