import type { Hands } from '../../../../../providers/ack/cluster/operations/operation.ts';
import type { Failure } from '../../../../../providers/wire/failure.ts';
import type { JsonObject } from '../../../../../providers/wire/json.ts';
import type { Reading } from '../../../../../providers/wire/reading.ts';
import type { Answer, OperationCall } from '../../../../../src/core/operation.ts';
import { callOf, desiredFor } from '../../settings.ts';

export const clusterId = 'c82e6987e2961451182edacd74faf0000';
export const fence = { nonce: 'nonce-1', date: '2026-11-22T01:00:00Z' };
export const since = { at: '2026-11-22T01:00:00Z' };
export const accepted: Answer = { is: 'accepted', request: 'REQ-W', task: null };
export const refused: Answer = { is: 'refused', code: 'Odd', request: 'REQ-W', why: 'no' };

export const call = (operation: string, args: OperationCall['args'] = {}): OperationCall =>
  callOf(operation, desiredFor({ clusterId }), args);

const source = { call: 'Stub', request: 'REQ-R', at: '2026-11-22T01:00:05Z' };

const failure = (over: Partial<Failure> = {}): Failure => ({
  failure: 'network',
  code: '',
  diagnostic: 'OBS002',
  message: 'the connection broke',
  request: '',
  status: null,
  ...over,
});

/** What a door gives for a call: a value, or a failure in its own wrapping. */
const failing = Symbol('failing');
interface Failing {
  readonly [failing]: Failure;
}
export const failsWith = (over: Partial<Failure>): Failing => ({ [failing]: failure(over) });
const isFailing = (value: unknown): value is Failing => typeof value === 'object' && value !== null && failing in value;

export interface Write {
  readonly name: string;
  readonly sent: readonly unknown[];
}

/** Answers by name of the call; objects and lists of the API server by path. What is not given must not be asked. */
export interface Cloud {
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly objects?: Readonly<Record<string, JsonObject | null>>;
  readonly lists?: Readonly<Record<string, readonly JsonObject[]>>;
  /** How a write is answered. */
  readonly answer?: Answer;
  /** For evictions: what the answer said besides. */
  readonly exchanged?: { readonly status: number; readonly body: JsonObject };
  /** The number of the read that fails, from 0. */
  readonly failAt?: number;
}

export interface Stub {
  readonly hands: Hands;
  readonly writes: Write[];
  readonly reads: string[];
}

const isRead = (name: string): boolean => /^(describe|get|list|connect|ready)/.test(name);

const reader = (cloud: Cloud, reads: string[]) => {
  return (name: string, value: unknown): Promise<Reading<unknown>> => {
    const fails = reads.push(name) - 1 === cloud.failAt;
    if (fails) return Promise.resolve({ ok: false, call: name, failure: failure() });
    if (isFailing(value)) return Promise.resolve({ ok: false, call: name, failure: value[failing] });
    return Promise.resolve({ ok: true, value, source: { ...source, call: name } });
  };
};

const given = (from: Readonly<Record<string, unknown>>, name: string): unknown => {
  if (!(name in from)) throw new Error(`${name} was not expected`);
  return from[name];
};

/** Doors to a cloud that says what it is told to say, and counts what is written. */
export const stubHands = (cloud: Cloud): Stub => {
  const [writes, reads]: [Write[], string[]] = [[], []];
  const read = reader(cloud, reads);
  const write = (name: string, sent: readonly unknown[]): Promise<Answer> => {
    writes.push({ name, sent });
    return Promise.resolve(cloud.answer ?? accepted);
  };
  const door = (): unknown =>
    new Proxy(
      {},
      {
        get: (_, name: string) =>
          isRead(name)
            ? () => read(name, given(cloud.answers ?? {}, name))
            : (...sent: readonly unknown[]) => write(name, sent),
      },
    );
  const api = {
    address: 'https://192.168.0.251:6443',
    get: (path: string) => read(path, given(cloud.objects ?? {}, path)),
    list: (path: string) => read(path, given(cloud.lists ?? {}, path)),
    send: (sent: { readonly method: string; readonly path: string }) => write(`${sent.method} ${sent.path}`, [sent]),
    exchange: async (sent: { readonly method: string; readonly path: string }) => {
      const answer = await write(`${sent.method} ${sent.path}`, [sent]);
      return { answer, status: 201, body: {}, ...cloud.exchanged };
    },
  };
  const hands = {
    cs: door(),
    sts: door(),
    ecs: door(),
    slb: door(),
    ram: door(),
    oss: door(),
    kubernetes: { connect: () => read('connect', api), forget: () => undefined },
    stamp: () => source.at,
  } as unknown as Hands;
  return { hands, writes, reads };
};
