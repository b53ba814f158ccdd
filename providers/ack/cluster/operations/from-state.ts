import type { Answer, Fence, Loss, OperationCall, Probe, Proof, Since } from '../../../../src/core/operation.ts';
import type { Json } from '../../../../src/core/fact.ts';
import type { ClusterTarget } from '../../clients/cs.ts';
import type { Reading, Source } from '../../../wire/reading.ts';
import { targetOf } from '../observe.ts';
import { prove, unreadable, type Operation, type Hands } from './operation.ts';
import { notSent, readAgain, refuse, type OwnCode } from './refusal.ts';

/** One call as an operation reads it: its target, the texts it demands, and all arguments as they are. */
export interface Ask<N extends string> {
  readonly target: ClusterTarget;
  readonly texts: Readonly<Record<N, string>>;
  readonly args: OperationCall['args'];
  /** Only in a probe, and only where an intent was written. */
  readonly since?: Since;
}

/**
 * How the cloud's state now stands to what is wanted. wrong: it is neither as wanted nor as any step of this kind finds it
 * (another object of the same name): nothing is sent, and after an intent the step has failed.
 */
export type Verdict =
  | { readonly is: 'done'; readonly says: string; readonly result?: Json; readonly also?: readonly Proof[] }
  | { readonly is: 'not-done'; readonly says: string; readonly loses?: Loss }
  | { readonly is: 'in-flight'; readonly says: string; readonly task?: string | null }
  | { readonly is: 'failed'; readonly says: string }
  | { readonly is: 'wrong'; readonly code: OwnCode; readonly says: string }
  | { readonly is: 'unreadable'; readonly says: string };

export interface Found<N extends string, T> {
  readonly ask: Ask<N>;
  readonly found: T;
}

/** One operation whose probe is a look at the state now, and whose write is made of what was read right before it. */
export interface StateOperation<N extends string, T> {
  /** The arguments that must be texts, and not empty. */
  readonly demands: readonly N[];
  read(hands: Hands, ask: Ask<NoInfer<N>>): Promise<Reading<T>>;
  judge(found: T, ask: Ask<NoInfer<N>>): Verdict;
  /** What else stands against sending, beyond what a probe can see; it may read. */
  guard?(hands: Hands, seen: Found<NoInfer<N>, T>): Answer | null | Promise<Answer | null>;
  /** Sends one write. Only called where the state is `not-done`. */
  write(hands: Hands, seen: Found<NoInfer<N>, T>, fence: Fence): Promise<Answer>;
}

const missingOf = ({ args }: OperationCall, demands: readonly string[]): string | null =>
  demands.find((name) => typeof args[name] !== 'string' || args[name] === '') ?? null;

const askOf = <N extends string>({ desired, args }: OperationCall, demands: readonly N[], since?: Since): Ask<N> => ({
  target: targetOf(desired),
  texts: Object.fromEntries(demands.map((name) => [name, args[name]])) as Record<N, string>,
  args,
  ...(since === undefined ? {} : { since }),
});

const probeOf = (verdict: Verdict, source: Source, since?: Since): Probe => {
  const proof = [prove(source, verdict.says)];
  switch (verdict.is) {
    case 'done': {
      const result = verdict.result === undefined ? {} : { result: verdict.result };
      return { is: 'done', proof: [...proof, ...(verdict.also ?? [])], ...result };
    }
    case 'not-done':
      return { is: 'not-done', proof, ...(verdict.loses === undefined ? {} : { loses: verdict.loses }) };
    case 'in-flight':
      return { is: 'in-flight', task: verdict.task ?? null, says: verdict.says, proof };
    case 'failed':
      return { is: 'failed', why: verdict.says, proof };
    case 'wrong':
      return since === undefined ? { is: 'not-done', proof } : { is: 'failed', why: verdict.says, proof };
    case 'unreadable':
      return { is: 'unreadable', why: `${source.call}: ${verdict.says}` };
  }
};

/** Only what is provably not done yet is sent. */
const stopOf = (verdict: Verdict): Answer | null => {
  switch (verdict.is) {
    case 'not-done':
      return null;
    case 'done':
      return refuse('Onward.AlreadySo', `it is so already: ${verdict.says}`);
    case 'in-flight':
      return refuse('Onward.UnderWay', `it is under way already: ${verdict.says}`);
    case 'wrong':
      return refuse(verdict.code, verdict.says);
    case 'failed':
      return refuse('Onward.Failed', verdict.says);
    case 'unreadable':
      return readAgain(verdict.says);
  }
};

/** Puts the law of every operation around one: read, judge, and send once or not at all. */
export const fromState = <N extends string, T>(operation: StateOperation<N, T>): Operation => ({
  probe: async (hands, call, since) => {
    const missing = missingOf(call, operation.demands);
    if (missing !== null) return { is: 'unreadable', why: `the step's argument “${missing}” is not a text` };
    const ask = askOf(call, operation.demands, since);
    const reading = await operation.read(hands, ask);
    if (!reading.ok) return unreadable(reading.call, reading.failure);
    return probeOf(operation.judge(reading.value, ask), reading.source, since);
  },
  perform: async (hands, call, fence) => {
    const missing = missingOf(call, operation.demands);
    if (missing !== null) return refuse('Onward.BadArguments', `the step's argument “${missing}” is not a text`);
    const ask = askOf(call, operation.demands);
    const reading = await operation.read(hands, ask);
    if (!reading.ok) return notSent(reading.call, reading.failure);
    const seen = { ask, found: reading.value };
    const stop = stopOf(operation.judge(reading.value, ask)) ?? (await operation.guard?.(hands, seen)) ?? null;
    return stop ?? operation.write(hands, seen, fence);
  },
});
