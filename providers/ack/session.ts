import type { Redactor } from '../../src/core/redactor.ts';
import http from 'node:http';
import https from 'node:https';
import type { Json } from '../../src/core/fact.ts';
import type { DriverSettings } from '../../src/core/kind.ts';
import type { Fence } from '../../src/core/operation.ts';
import { sendAcs, type CloudCall } from './acs-call.ts';
import { createCloudClock, type HeardClock } from '../wire/cloud-clock.ts';
import { createCredentials, type KeySource } from './credentials.ts';
import { createEndpoints, type Product } from './endpoints.ts';
import { malformed, type HttpAnswer } from '../wire/failure.ts';
import type { Exchanged } from '../../src/core/transport.ts';
import { senderOf, type Outgoing } from '../wire/exchange.ts';
import { parseJson } from '../wire/json.ts';
import { paced, paceOf } from '../../src/core/pace.ts';
import type { Reading } from '../wire/reading.ts';
import { roleByOidc } from './role-by-oidc.ts';
import { withRetries } from '../wire/retry.ts';
import { sendStorage, type StorageCall } from './storage-call.ts';
import { userAgent } from '../wire/user-agent.ts';
import { readOnce, readTimeoutMs, stampOf, writeOnce, type Wire, type Written } from './wire.ts';

/** Credentials, endpoints, clock and manners of one run against Alibaba Cloud. It holds secrets; nothing it returns does. */
export interface Session extends Redactor {
  readonly clock: HeardClock;
  readonly loopback: boolean;
  /** A signed read, tried again while its failure may pass. */
  read(call: CloudCall): Promise<Reading<Json>>;
  /** A signed write, sent exactly once under the fence's nonce and date. */
  write(call: CloudCall, fence: Fence): Promise<Written>;
  /** A read of object storage, tried again while its failure may pass: the body's text. */
  readStorage(call: StorageCall): Promise<Reading<string>>;
  /** The same, with what its headers say. */
  readStorageAnswer(call: StorageCall): Promise<Reading<HttpAnswer>>;
  /** A write of object storage that does no harm when it arrives twice, sent once under the time now. */
  repeatableStorage(call: StorageCall): Promise<Written>;
  /** A write of object storage, sent exactly once under the fence's date; its signature (v4) has no nonce. */
  writeStorage(call: StorageCall, fence: Fence): Promise<Written>;
  /** An unsigned GET whose `Date` header is heard, whatever it answers. */
  ping(product: Product, region: string | null): Promise<void>;
  /** Sends one request as it is, once. */
  send(outgoing: Outgoing): Promise<Exchanged>;
  /** Waits so many milliseconds of the cloud's time. */
  wait(ms: number): Promise<void>;
  /** The cloud's time now (the local one before the first answer), RFC 3339. */
  stamp(): string;
}

const readTries = 6;

const asJson = (reading: Reading<HttpAnswer>): Reading<Json> => {
  if (!reading.ok) return reading;
  const { call, request } = reading.source;
  const value = parseJson(reading.value.body);
  return value === undefined
    ? { ok: false, call, failure: malformed('the answer is not JSON', request) }
    : { ...reading, value };
};

const asText = (reading: Reading<HttpAnswer>): Reading<string> =>
  reading.ok ? { ...reading, value: reading.value.body } : reading;

const ping = async (wire: Wire, product: Product, region: string | null): Promise<void> => {
  const base = wire.endpoints.of(product, region);
  if (!base.ok) return;
  const headers = { accept: 'application/json', 'user-agent': userAgent };
  const request = {
    method: 'GET',
    url: base.value,
    headers,
    body: null,
    agent: false,
    timeoutMs: readTimeoutMs,
  } as const;
  const exchanged = await senderOf(wire.settings)(request);
  if (exchanged.is === 'answer') wire.clock.hear(exchanged.headers['date']);
};

const createCalls = (wire: Wire, wait: (ms: number) => Promise<void>) => {
  const policy = { tries: readTries, wait };
  const acs = async (call: CloudCall) =>
    asJson(await readOnce(wire, call.action, (manner) => sendAcs(wire, call, manner)));
  const storage = (call: StorageCall) =>
    withRetries(() => readOnce(wire, call.action, (manner) => sendStorage(wire, call, manner)), policy);
  return {
    read: (call: CloudCall) => withRetries(() => acs(call), policy),
    write: (call: CloudCall, fence: Fence) =>
      writeOnce(wire, { fence, fresh: true }, (manner) => sendAcs(wire, call, manner)),
    readStorage: async (call: StorageCall) => asText(await storage(call)),
    readStorageAnswer: storage,
    repeatableStorage: (call: StorageCall) => {
      const fence = { nonce: wire.settings.randomUuid(), date: stampOf(wire) };
      return writeOnce(wire, { fence, fresh: false }, (manner) => sendStorage(wire, call, manner));
    },
    writeStorage: (call: StorageCall, fence: Fence) =>
      writeOnce(wire, { fence, fresh: true }, (manner) => sendStorage(wire, call, manner)),
  };
};

/** Opens nothing yet: the first call finds the key. `open` replaces the credential chain in tests. */
export const createSession = (settings: DriverSettings, open?: () => Promise<KeySource>): Session => {
  const endpoints = createEndpoints(settings.env);
  const by = paceOf(settings.env, endpoints.loopback);
  const options = { keepAlive: true, maxSockets: 16 };
  const clock = createCloudClock(settings.monotonic, by);
  const now = (): number => clock.now() ?? settings.wall();
  const role = roleByOidc({
    env: settings.env,
    endpoints,
    send: senderOf(settings),
    now,
    hear: (date) => {
      clock.hear(date);
    },
  });
  const wire: Wire = {
    settings,
    endpoints,
    credentials: createCredentials(settings.env, { role, open }),
    clock,
    agents: { 'http:': new http.Agent(options), 'https:': new https.Agent(options) },
  };
  const wait = (ms: number): Promise<void> => settings.sleep(paced(ms, by));
  return {
    clock: wire.clock,
    loopback: endpoints.loopback,
    ...createCalls(wire, wait),
    ping: (product, region) => ping(wire, product, region),
    send: senderOf(settings),
    wait,
    stamp: () => stampOf(wire),
    keep: wire.credentials.keep,
    redact: wire.credentials.redact,
  };
};
