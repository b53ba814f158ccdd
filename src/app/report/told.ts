import { inChainOrder } from '../../core/chain-order.ts';
import type { EpochText, JoinedJournal } from '../../core/journal-epochs.ts';
import type { JournalLine } from '../../core/journal.ts';
import type { Plan } from '../../core/plan.ts';
import type { ReportEvidence, Told, ToldEpoch, ToldPlan, ToldRun } from '../../core/report/report.ts';
import { summarize } from '../../store/run-state.ts';
import type { Host } from '../host.ts';
import { placedLines } from './lines.ts';
import { callsIn, endsIn, settlesIn } from './told-calls.ts';
import { gatesIn, signaturesIn } from './told-gates.ts';
import { targetsIn } from './told-targets.ts';

type Sha256 = Host['sha256'];

/** A plan and a journal that are proven, beside all that was kept with them. */
export interface Proven {
  readonly plan: Plan;
  readonly journal: JoinedJournal;
  readonly evidence: ReportEvidence;
}

const stateOf = (state: ReturnType<typeof summarize>['state']): ToldRun['state'] =>
  state === 'ended' || state === 'parked' ? state : 'open';

const runOf = ({ plan, journal, evidence }: Proven): ToldRun => {
  const id = plan.digest.slice('sha256:'.length, 'sha256:'.length + 12);
  const { alias, state, parkedAt } = summarize(id, evidence.plan, journal);
  const ended = state === 'ended' ? journal.lines.findLast((line) => line.type === 'ended') : undefined;
  const isEnd = ended?.type === 'ended';
  return {
    id,
    alias,
    state: stateOf(state),
    parkedAt,
    outcome: isEnd ? ended.outcome : null,
    exit: isEnd ? ended.exit : null,
    acceptedAt: journal.lines[0]?.at ?? '',
    lastAt: journal.lines.at(-1)?.at ?? '',
  };
};

const planOf = ({ digest, decision, createdAt, tool, storeAs, source, policy }: Plan): ToldPlan => ({
  digest,
  decision,
  createdAt,
  tool,
  store: storeAs,
  source: source ?? null,
  policy: policy === undefined ? null : { from: policy.from, commit: policy.commit, digest: policy.digest },
});

const epochOf = ({ epoch, texts }: EpochText, sha256: Sha256): ToldEpoch => {
  const lines = texts.map((text) => JSON.parse(text) as JournalLine);
  const [first] = lines;
  const last = texts.at(-1);
  const opens = first?.type === 'accepted' || first?.type === 'taken' ? first : undefined;
  return {
    epoch,
    lines: texts.length,
    tool: opens?.tool ?? null,
    owner: opens?.owner ?? null,
    why: opens?.type === 'taken' ? opens.why : null,
    from: first?.at ?? null,
    until: lines.at(-1)?.at ?? null,
    last: last === undefined ? null : sha256(last),
  };
};

/** All that follows from the evidence, and nothing that does not. */
export const toldOf = (proven: Proven, sha256: Sha256): Told => {
  const { plan, journal, evidence } = proven;
  const ordered = inChainOrder(journal);
  const placed = placedLines(evidence.journal);
  return {
    run: runOf(proven),
    plan: planOf(plan),
    targets: targetsIn({ plan, lines: ordered, now: evidence.now }),
    gates: gatesIn(plan, ordered),
    signatures: signaturesIn(evidence.approvals),
    calls: callsIn(placed),
    settles: settlesIn(placed),
    ends: endsIn(placed),
    epochs: evidence.journal.map((one) => epochOf(one, sha256)),
    late: journal.late.map(({ epoch, line: { seq, type, at } }) => ({ epoch, seq, type, at })),
    chain: { start: sha256(evidence.plan), seq: journal.end.seq, hash: journal.end.hash },
  };
};
