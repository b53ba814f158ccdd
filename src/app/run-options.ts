import type { JournalLine } from '../core/journal.ts';
import type { GateStep } from '../core/step.ts';
import type { QuorumAnswer, Yes } from '../run/ports.ts';
import type { ReviewsPort } from './quorum.ts';
import type { Executor } from '../run/executor.ts';
import type { StorePlace } from './store-place.ts';
import type { Host } from './host.ts';

/** What apply and resume are told by their caller. */
export interface RunOptions {
  readonly host: Host;
  readonly store: StorePlace;
  readonly executor: 'pulumi' | 'direct';
  /** What walks legs where the host is a walker itself: Pulumi's own program. */
  readonly walks?: Executor;
  /** A prefix of the decision or of the digest, as --approve gave it. */
  readonly approve: string | null;
  /** The gates that this yes is for, as --gate named them; none: all that it may open. */
  readonly gates: readonly string[];
  /** Files with signed approvals, as --approval named them. */
  readonly approvals?: readonly string[];
  /** Reads the reviews of the change, where the environment names its forge. */
  readonly reviews?: ReviewsPort;
  /** Judges the approvals at a gate, by the cloud's clock; set by the use case. */
  readonly quorum?: (gate: GateStep, now: number | null) => Promise<QuorumAnswer>;
  readonly takeOver: boolean;
  readonly user: string;
  /** Asks a person at a terminal; null where there is none. */
  readonly ask: ((gate: GateStep, name: string) => Promise<boolean>) | null;
  readonly cancelled: () => boolean;
  /** Each line of the journal as it was written, and whether its step is one-way. */
  readonly onLine: (line: JournalLine, oneWay: boolean) => void;
  readonly onNote: (text: string) => void;
}

/**
 * Answers gates: a matched --approve first, a person at the terminal else. Gates of several targets may ask at once; a
 * person is asked one thing after the other, so that no word answers a question it was not meant for.
 */
export const approvals = (
  options: RunOptions,
  nameOfTarget: (gate: GateStep) => string,
): ((gate: GateStep) => Promise<Yes | null>) => {
  const { approve, gates, ask, user } = options;
  const isMeant = ({ id }: GateStep): boolean => gates.length === 0 || gates.includes(id);
  const yesWith = (typed: string): Yes => ({
    by: user,
    via: `--approve ${typed}`,
    ...(gates.length === 0 && { covers: 'plan' }),
  });
  if (approve !== null) return (gate) => Promise.resolve(isMeant(gate) ? yesWith(approve) : null);
  if (ask === null) return () => Promise.resolve(null);
  let turn: Promise<unknown> = Promise.resolve();
  return async (gate) => {
    const answer = turn.then(() => ask(gate, nameOfTarget(gate)));
    turn = answer.catch(() => false);
    return (await answer) ? { by: user, via: 'terminal' } : null;
  };
};
