import type { Kubernetes } from '../../../../../providers/ack/clients/kubernetes.ts';
import { observe, type Observer } from '../../../../../providers/ack/cluster/observe.ts';
import { once } from '../../../../../providers/ack/cluster/read/once.ts';
import type { Failure } from '../../../../../providers/wire/failure.ts';
import type { JsonObject } from '../../../../../providers/wire/json.ts';
import type { Reading } from '../../../../../providers/wire/reading.ts';
import type { Desired } from '../../../../../src/core/desired.ts';
import type { Observed } from '../../../../../src/core/observed.ts';

const at = '2026-11-28T02:00:00Z';

const failed = (failure: Failure['failure'], code: string, status: number | null): Failure => ({
  failure,
  code,
  diagnostic: failure === 'throttled' ? 'OBS001' : 'CRD006',
  message: `${String(status)} ${code}`,
  request: 'R-failed',
  status,
});

/** An answer that a call gets instead of its own. */
export interface Refused {
  readonly refused: Failure;
}

export const refusedWith = (code: string, status: number, more: Partial<Failure> = {}): Refused => ({
  refused: { ...failed('refused', code, status), ...more },
});

export const throttled: Refused = { refused: failed('throttled', 'Throttling.User', 400) };
export const forbidden: Refused = refusedWith('Forbidden.RAM', 403);

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'refused' in answer;

/** By call: `ecs.describeInstances`, `GET /api/v1/nodes`. A function gets the call's arguments. */
export type Answers = Readonly<Record<string, unknown>>;

const readingOf = (call: string, answer: unknown): Reading<unknown> =>
  isRefused(answer)
    ? { ok: false, call, failure: answer.refused }
    : { ok: true, value: answer, source: { call, request: `R-${call}`, at } };

type Call = (name: string, ...args: readonly unknown[]) => Promise<Reading<unknown>>;

const callerOf =
  (answers: Answers, calls: string[]): Call =>
  (name, ...args) => {
    calls.push(name);
    if (!(name in answers)) throw new Error(`nobody scripted ${name}`);
    const answer = answers[name];
    return Promise.resolve(
      readingOf(name, typeof answer === 'function' ? (answer as (...all: unknown[]) => unknown)(...args) : answer),
    );
  };

/** Any method of a client, each answered by its name. */
const client = <Product extends keyof Observer>(product: Product, call: Call): Observer[Product] =>
  // Each method of a client answers by its name, which no type can say.
  new Proxy(
    {},
    {
      get:
        (_, method) =>
        (...args: readonly unknown[]) =>
          call(`${product}.${String(method)}`, ...args),
    },
  ) as Observer[Product];

const apiOf = (call: Call): Kubernetes => {
  const never = () => Promise.reject(new Error('observing sends nothing'));
  return {
    address: 'https://192.168.0.251:6443',
    ready: () => call('GET /readyz') as Promise<Reading<string>>,
    list: (path) => call(`GET ${path}`) as Promise<Reading<readonly JsonObject[]>>,
    get: (path) => call(`GET ${path}`) as Promise<Reading<JsonObject | null>>,
    review: (path, body) => call(`POST ${path}`, body) as Promise<Reading<JsonObject>>,
    send: never,
    exchange: never,
  };
};

export interface Stub {
  readonly observer: Observer;
  /** What was called, in order. */
  readonly calls: readonly string[];
}

export const stubOf = (answers: Answers): Stub => {
  const calls: string[] = [];
  const call = callerOf(answers, calls);
  const api = apiOf(call);
  const sts = client('sts', call);
  // Asked once a session, as the client does.
  const caller = once(() => sts.caller());
  const observer: Observer = {
    cs: client('cs', call),
    sts: {
      caller,
      accountId: async () => {
        const reading = await caller();
        return reading.ok ? { ...reading, value: reading.value.accountId } : reading;
      },
    },
    slb: client('slb', call),
    ecs: client('ecs', call),
    vpc: client('vpc', call),
    ram: client('ram', call),
    oss: client('oss', call),
    kubernetes: {
      connect: async () => {
        const reading = await call('cs.describeClusterUserKubeconfig');
        return reading.ok ? { ...reading, value: api } : reading;
      },
      forget: () => undefined,
    },
    stamp: () => at,
    applyRole: typeof answers['applyRole'] === 'string' ? answers['applyRole'] : '',
  };
  return { observer, calls };
};

/** Observes one target; every fact that is asked for, read or not. */
export const observeWith = async (
  answers: Answers,
  desired: Desired,
  only?: readonly string[],
): Promise<{ readonly observed: Observed; readonly calls: readonly string[] }> => {
  const { observer, calls } = stubOf(answers);
  const found = await observe(observer, [desired], { journey: true, ...(only === undefined ? {} : { facts: only }) });
  const observed = found.get(desired.address);
  if (observed === undefined) throw new Error('observe left the target out');
  return { observed, calls };
};
