import type { Answer, Fence, OperationCall, Probe, Proof, Since } from '../../../../src/core/operation.ts';
import type { Ecs } from '../../clients/ecs.ts';
import type { Oss } from '../../clients/oss.ts';
import type { Ram } from '../../clients/ram.ts';
import type { Slb } from '../../clients/slb.ts';
import type { Failure } from '../../../wire/failure.ts';
import { anyIn, type JsonObject } from '../../../wire/json.ts';
import type { Source } from '../../../wire/reading.ts';
import type { Observer } from '../observe.ts';

/** The clients that operations probe and perform with: those that observe, and the products that are changed. */
export interface Hands extends Observer {
  readonly ecs: Ecs;
  readonly slb: Slb;
  readonly ram: Ram;
  readonly oss: Oss;
}

/** One operation's effects. Both functions return nothing secret; `perform` sends at most one write and never again. */
export interface Operation {
  probe(hands: Hands, call: OperationCall, since?: Since): Promise<Probe>;
  perform(hands: Hands, call: OperationCall, fence: Fence): Promise<Answer>;
}

export const prove = (source: Source, says: string): Proof => ({ ...source, says });

export const unreadable = (call: string, { message, diagnostic }: Failure): Probe => ({
  is: 'unreadable',
  why: `${call}: ${message}`,
  code: diagnostic,
});

/** Fields as the service wrote them: `state=running cluster_spec=ack.pro.small`. */
export const say = (object: JsonObject, ...names: readonly string[]): string =>
  names.map((name) => `${name}=${anyIn(object, name)}`).join(' ');

/** The service writes whole seconds, and an intent's clock may be a fraction ahead of them. */
const slackMs = 1000;

/** Was it made after the intent was written? null where one of the times cannot be read: then nothing is known. */
export const isSince = (created: string, since: Since): boolean | null => {
  const difference = Date.parse(created) - Date.parse(since.at);
  return Number.isNaN(difference) ? null : difference >= -slackMs;
};
