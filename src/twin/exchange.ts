import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from './call-log.ts';
import { catchUp } from './catch-up.ts';
import type { Effect } from './faults.ts';
import type { LiveWorld } from './live-world.ts';
import type { Lag } from './stale.ts';
import { badGateway, send, type Reply } from './reply.ts';

/** How one kind of API answers; the rest of an exchange is the same for all. */
export interface Answering {
  readonly call: Call;
  /** Refusals made before faults have a say: a bad signature, a bad token. */
  readonly refusal?: Reply | undefined;
  /** Nothing the twin has answers to it. */
  readonly unknown?: boolean;
  /** Does what is asked. Undefined: the API server went down under the call, which gets no answer. */
  readonly perform: () => Reply | undefined | Promise<Reply | undefined>;
  /** An error in the API's own shape. */
  readonly refuse: (status: number, code: string, message: string) => Reply;
  /** A throttling answer in the API's own shape. */
  readonly throttle: (retryAfterMs: number) => Reply;
  /** Keeps what is to be read as it is now, for a while. Of APIs whose reads can be stale. */
  readonly freeze?: (lag: Lag) => void;
}

/** What is to go out. No reply: the connection is cut. */
interface Outcome {
  readonly reply: Reply | undefined;
  readonly delayMs: number;
  /** Status of what the service made of the call; null: it never got there. */
  readonly served: number | null;
}

/** Time passes with a read that is really answered, not with one that is refused or lost on the way. */
function performNow(world: LiveWorld, { call, perform }: Answering): ReturnType<Answering['perform']> {
  if (call.kind === 'read') world.clock.read();
  catchUp(world);
  return perform();
}

async function underEffect(world: LiveWorld, answering: Answering, effect: Effect | undefined): Promise<Outcome> {
  let served: number | null = null;
  const perform = async (): Promise<Reply | undefined> => {
    const reply = await performNow(world, answering);
    served = reply?.status ?? null;
    return reply;
  };
  const at = (reply: Reply | undefined, delayMs = 0): Outcome => ({ reply, delayMs, served });
  switch (effect?.is) {
    case undefined:
      return at(await perform());
    case 'refuse':
      return at(answering.refuse(effect.status, effect.code, effect.message));
    case 'throttle':
      return at(answering.throttle(effect.retryAfterMs));
    case 'drop':
      if (effect.when === 'after') await perform();
      return at(undefined);
    case 'html502':
      if (effect.when === 'after') await perform();
      return at(badGateway);
    case 'empty200':
      await perform();
      return at({ status: 200, headers: {}, body: '' });
    case 'stale':
      catchUp(world);
      answering.freeze?.(effect);
      return at(await perform());
    case 'delay':
      return at(await perform(), effect.ms);
  }
}

const effectName = (effect: Effect): string => ('when' in effect ? `${effect.is} ${effect.when}` : effect.is);

/** Decides, does and records at once; what is left is to send it. */
export async function settle(world: LiveWorld, answering: Answering): Promise<Outcome> {
  const { call, refusal, unknown = false } = answering;
  const effect = refusal === undefined ? world.faults.take(call) : undefined;
  const outcome =
    refusal === undefined
      ? await underEffect(world, answering, effect)
      : { reply: refusal, delayMs: 0, served: refusal.status };
  const status = outcome.reply?.status ?? 0;
  world.calls.record(call, {
    at: world.clock.now(),
    status,
    fault: effect === undefined ? null : effectName(effect),
    served: outcome.served,
    unknown: unknown && refusal === undefined,
  });
  return outcome;
}

/** Sends an outcome, late where a fault says so. */
export async function deliver(response: ServerResponse, world: LiveWorld, { reply, delayMs }: Outcome): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
  if (reply === undefined) response.destroy();
  else send(response, reply, world.clock.now());
}
