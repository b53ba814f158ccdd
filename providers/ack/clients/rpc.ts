import type { Answer, Fence } from '../../../src/core/operation.ts';
import type { AcsProduct } from '../acs-call.ts';
import { isObject, type JsonObject } from '../../wire/json.ts';
import { mapReading, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import { answerOf } from '../write-answer.ts';

/** One call of an RPC product: everything it says stands in the query (ACK API reference, §9.1). */
export interface RpcCall {
  readonly region: string | null;
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
}

export interface Rpc {
  read(call: RpcCall): Promise<Reading<JsonObject>>;
  /** Sent once. `task` names the member of the answer that becomes the accepted call's task; none by default. */
  write(call: RpcCall, fence: Fence, task?: string): Promise<Answer>;
  /** The cloud's time now, RFC 3339. */
  stamp(): string;
}

export const createRpc = (session: Session, product: AcsProduct): Rpc => {
  const callOf = ({ region, action, query }: RpcCall) =>
    ({
      product,
      region,
      action,
      method: 'POST',
      path: '/',
      query: region === null ? query : { RegionId: region, ...query },
      body: null,
    }) as const;
  return {
    read: async (call) =>
      mapReading(await session.read(callOf(call)), (value) => (isObject(value) ? value : null), 'object at its top'),
    write: async (call, fence, task = '') => answerOf(await session.write(callOf(call), fence), task),
    stamp: () => session.stamp(),
  };
};

/** `InstanceId.1`, `InstanceId.2`, … */
export const numbered = (name: string, values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
