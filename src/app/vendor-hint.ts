import { kindOf } from '../core/address.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { milliseconds } from '../core/span.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, isSentOnce, type ActStep } from '../core/step.ts';
import type { StatusModel } from '../render/model/status-model.ts';
import { isAmbiguous } from './next-acts.ts';

/** The kind of a step's target, where a ticket about that step can be written. */
export const ticketOf = (kinds: readonly Kind[], { address, operation }: ActStep) => {
  const kind = kinds.find(({ name }) => name === kindOf(address));
  return kind?.ticket?.calls[operation] === undefined ? undefined : kind;
};

/** When a call has taken longer than it may: its budget after it was sent, milliseconds; null where neither is known. */
export const lateAfter = (step: ActStep, lines: readonly JournalLine[], kinds: readonly Kind[]): number | null => {
  const { since } = historyOf(lines, step.id);
  const budget = ticketOf(kinds, step)?.contracts[step.operation]?.budget;
  return since === null || budget === undefined ? null : Date.parse(since.at) + milliseconds(budget);
};

interface Told {
  readonly lines: readonly JournalLine[];
  readonly kinds: readonly Kind[];
  /** The cloud's clock where it was asked, else this machine's, in milliseconds. */
  readonly now: number;
}

/** From when on the vendor is called about what may be under way; null while nothing is. */
export const vendorHint = (plan: Plan, alias: string, { lines, kinds, now }: Told): StatusModel['vendor'] => {
  const open = plan.steps.filter(
    (step): step is ActStep =>
      !isGate(step) && isSentOnce(step) && isOpen(historyOf(lines, step.id)) && ticketOf(kinds, step) !== undefined,
  );
  if (open.length === 0) return null;
  const command = `onward report ${alias} --ticket`;
  if (open.some(({ id }) => isAmbiguous(id, lines))) return { at: null, late: false, command };
  const times = open.flatMap((step) => lateAfter(step, lines, kinds) ?? []);
  const first = Math.min(...times);
  if (!Number.isFinite(first)) return null;
  return { at: `${new Date(first).toISOString().slice(0, 19)}Z`, late: now >= first, command };
};
