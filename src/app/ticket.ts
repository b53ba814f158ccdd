import { inChainOrder } from '../core/chain-order.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan, PlanTarget } from '../core/plan.ts';
import type { ToldCall } from '../core/report/report.ts';
import { secondsOf, spanWords } from '../core/span-words.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { TicketState } from '../core/ticket.ts';
import type { TicketCall, TicketModel, TicketTarget } from '../render/model/ticket-model.ts';
import { askCloud, cloudNotAsked, probeSays, type Cloud } from './cloud-words.ts';
import { desiredOf } from './desired-of.ts';
import { isAmbiguous } from './next-acts.ts';
import { placedLines } from './report/lines.ts';
import { findReported } from './report/report.ts';
import { callsIn } from './report/told-calls.ts';
import type { RunOptions } from './run-options.ts';
import { lateAfter, ticketOf } from './vendor-hint.ts';

interface Told {
  readonly plan: Plan;
  readonly lines: readonly JournalLine[];
  readonly calls: readonly ToldCall[];
  readonly kinds: readonly Kind[];
  readonly cloud: Cloud;
}

const stepsOf = ({ plan, kinds }: Told, { address }: PlanTarget): readonly ActStep[] =>
  plan.steps.filter(
    (step): step is ActStep => !isGate(step) && step.address === address && ticketOf(kinds, step) !== undefined,
  );

const stateOf = (steps: readonly ActStep[], { lines }: Told): TicketState => {
  const open = steps.map(({ id }) => ({ id, ...historyOf(lines, id) })).filter(isOpen);
  if (open.some(({ id, last }) => last === 'intended' || isAmbiguous(id, lines))) return 'unknown';
  if (open.length > 0) return 'under-way';
  return steps.some(({ id }) => ['failed', 'refused'].includes(historyOf(lines, id).last)) ? 'failed' : 'done';
};

const callOf = (step: ActStep, { sentAt, answer, request, task, why }: ToldCall, told: Told): TicketCall => ({
  what: ticketOf(told.kinds, step)?.ticket?.calls[step.operation] ?? '',
  sentAt,
  answer,
  request,
  task,
  why,
  usually: spanWords(secondsOf(step.duration.p50), secondsOf(step.duration.p90)),
  endedAt: told.lines.findLast((line) => line.type === 'done' && line.step === step.id)?.at ?? null,
});

const seenOf = (steps: readonly ActStep[], { lines }: Told): TicketTarget['seen'] => {
  const own = new Set(steps.map(({ id }) => id));
  const line = lines.findLast((one) => (one.type === 'progress' || one.type === 'failed') && own.has(one.step));
  if (line?.type === 'progress') return { at: line.at, says: line.says };
  return line?.type === 'failed' ? { at: line.at, says: line.why } : null;
};

const nowOf = (steps: readonly ActStep[], { cloud }: Told): Pick<TicketTarget, 'now' | 'unread'> => {
  const own = new Set(steps.map(({ id }) => id));
  const index = cloud.seen.findIndex(({ step }) => own.has(step.id));
  const seen = cloud.seen[index];
  if (seen === undefined) return { now: null, unread: cloud.cloudUnread };
  const says = seen.probe === null ? 'it is no longer there' : probeSays(seen.probe);
  return { now: { at: cloud.cloud[index]?.at ?? '', says }, unread: null };
};

const targetOf = (target: PlanTarget, told: Told): TicketTarget | null => {
  const steps = stepsOf(told, target);
  const calls = steps.flatMap((step) =>
    told.calls
      .filter((call) => call.step === step.id && call.answer !== 'unsent')
      .map((call) => callOf(step, call, told)),
  );
  const [first] = steps;
  const form = first === undefined ? undefined : ticketOf(told.kinds, first)?.ticket;
  if (form === undefined || calls.length === 0) return null;
  const state = stateOf(steps, told);
  const late = steps
    .filter(({ id }) => isOpen(historyOf(told.lines, id)))
    .flatMap((step) => lateAfter(step, told.lines, told.kinds) ?? []);
  const { account, observed } = target;
  return {
    vendor: form.vendor,
    product: form.product,
    state,
    about: form.identify({ desired: desiredOf(target, 'plan.json'), account, facts: observed.facts }),
    calls: [...calls].sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1)),
    lateAt: late.length === 0 ? null : `${new Date(Math.min(...late)).toISOString().slice(0, 19)}Z`,
    seen: seenOf(steps, told),
    ...nowOf(steps, told),
    asks: form.asks[state],
  };
};

/**
 * What the vendor's people need of a run: of its targets those at which something is under way, unknown or failed, else all.
 * Nothing of ours but the run's id; `offline` asks the journal alone.
 */
export const ticket = async (
  name: string | null,
  kinds: readonly Kind[],
  { options, offline }: { readonly options: RunOptions; readonly offline: boolean },
): Promise<Result<TicketModel>> => {
  const found = await findReported(name, options.host, options.store);
  if (!found.ok) return found;
  const { run, file } = found.value;
  const { plan } = file;
  const lines = inChainOrder(run);
  const cloud = offline ? cloudNotAsked : await askCloud(plan, lines, { kinds, options });
  const told = { plan, lines, calls: callsIn(placedLines(run.epochs)), kinds, cloud };
  const targets = plan.targets.flatMap((target) => targetOf(target, told) ?? []);
  const open = targets.filter(({ state }) => state !== 'done');
  if (targets.length > 0)
    return succeed({ reference: run.id, targets: open.length > 0 ? open : targets }, found.diagnostics);
  const remedy = `onward status ${run.alias}`;
  return fail(error('RUN026', { summary: `run ${run.alias} has sent the vendor nothing to ask about`, remedy }));
};
