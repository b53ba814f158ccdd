import type { Answer, Fence, Probe, Proof } from '../../src/core/operation.ts';

/** How long a signed request may arrive after its date, by the cloud's clock. */
const validMs = 15 * 60_000;
/** Reads may not show an accepted call for this long: more than one look, less than two that are 30 s apart. */
const staleMs = 80_000;
const worksMs = 10 * 60_000;

/** Half a second past: a fence's date is cut to whole seconds, which must not cost a second of the window. */
const start = Date.UTC(2026, 10, 28, 2, 0, 0, 500);

/** What a call may meet on its way. `late` ones arrive this much after their date, if nobody looks any more or not. */
export type Fate =
  | { readonly is: 'accepted' | 'refused' | 'throttled' | 'lost' | 'arrived' | 'unsent' }
  | { readonly is: 'late'; readonly afterMs: number };

/** One line of what the cloud saw of writes. */
export interface Seen {
  readonly nonce: string;
  readonly was: 'accepted' | 'refused' | 'throttled' | 'dead';
  readonly at: number;
}

interface Effect {
  readonly acceptedAt: number;
  readonly ends: 'done' | 'failed';
}

/** A cloud that knows one call, with its own clock; it would take the call twice, if it were sent twice. */
export interface SmallCloud {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  readonly receive: (fence: Fence, fate: Fate) => Answer;
  /** The truth of the step, or what a stale read says of it. */
  readonly probe: (stale: boolean) => Probe;
  /** A read may still not show the call. */
  readonly mayBeStale: () => boolean;
  readonly seen: readonly Seen[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

const answers = {
  accepted: (nonce: string): Answer => ({ is: 'accepted', request: `R-${nonce}`, task: `T-${nonce}` }),
  refused: (nonce: string): Answer => ({ is: 'refused', code: 'Forbidden', request: `R-${nonce}`, why: 'not now' }),
  throttled: (nonce: string): Answer => ({ is: 'throttled', request: `R-${nonce}`, afterMs: 2000 }),
  dead: (nonce: string): Answer => ({ is: 'refused', code: 'TimeStamp.Expired', request: `R-${nonce}`, why: 'dead' }),
} as const;

export const smallCloud = (ends: 'done' | 'failed' = 'done'): SmallCloud => {
  let now = start;
  let effect: Effect | null = null;
  const seen: Seen[] = [];
  const inTheAir: { readonly fence: Fence; readonly at: number }[] = [];

  const arrive = ({ nonce, date }: Fence): Answer => {
    const used = seen.some((one) => one.nonce === nonce && one.was === 'accepted');
    const was = used || Math.abs(now - Date.parse(date)) > validMs ? 'dead' : 'accepted';
    seen.push({ nonce, was, at: now });
    if (was === 'accepted') effect ??= { acceptedAt: now, ends };
    return answers[was](nonce);
  };
  const receive = (fence: Fence, fate: Fate): Answer => {
    const unanswered: Answer = { is: 'unanswered', why: 'connection reset' };
    switch (fate.is) {
      case 'accepted':
        return arrive(fence);
      case 'refused':
      case 'throttled':
        seen.push({ nonce: fence.nonce, was: fate.is, at: now });
        return answers[fate.is](fence.nonce);
      case 'unsent':
        return { is: 'unsent', why: 'no key', afterMs: 5000 };
      case 'lost':
        return unanswered;
      case 'arrived':
        arrive(fence);
        return unanswered;
      case 'late':
        inTheAir.push({ fence, at: Date.parse(fence.date) + fate.afterMs });
        return unanswered;
    }
  };
  const pass = (ms: number): void => {
    const until = now + ms;
    const due = inTheAir.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    for (const call of due) {
      now = Math.max(now, call.at);
      inTheAir.splice(inTheAir.indexOf(call), 1);
      arrive(call.fence);
    }
    now = until;
  };
  const probe = (stale: boolean): Probe => {
    const says = effect === null || stale ? 'no task' : `task since ${iso(effect.acceptedAt)}`;
    const proof: readonly Proof[] = [{ call: 'DescribeTasks', request: `R-${now}`, at: iso(now), says }];
    if (effect === null || stale) return { is: 'not-done', proof };
    if (now - effect.acceptedAt < worksMs) return { is: 'in-flight', task: 'T', says: 'at work', proof };
    return effect.ends === 'done' ? { is: 'done', proof } : { is: 'failed', why: 'rolled back', proof };
  };
  const mayBeStale = (): boolean => effect !== null && now - effect.acceptedAt < staleMs;
  return { now: () => now, pass, receive, probe, mayBeStale, seen };
};
