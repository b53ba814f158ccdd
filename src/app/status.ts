import { succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { JournalLine, Owner } from '../core/journal.ts';
import { inChainOrder } from '../core/chain-order.ts';
import type { Kind } from '../core/kind.ts';
import type { Plan } from '../core/plan.ts';
import { deadAfterText, historyOf, type StepHistory } from '../core/step-history.ts';
import { isGate, isSentOnce, type ActStep, type Step } from '../core/step.ts';
import { openStoreOfRuns } from './open-store.ts';
import { standingOf, type Standing } from '../store/owner.ts';
import type { Store } from '../store/store.ts';
import { gatesApproved } from './gates-approved.ts';
import { askCloud, cloudNotAsked } from './cloud-words.ts';
import { nextActs } from './next-acts.ts';
import { vendorHint } from './vendor-hint.ts';
import { parsePlan } from './read-plan.ts';
import { exitNamed, runToShow } from './resume.ts';
import { opensWords } from './waiting-times.ts';
import type { RunOptions } from './run-options.ts';
import { planSubjects } from '../render/model/plan-subjects.ts';
import type { StatusModel, StatusStep } from '../render/model/status-model.ts';

/** What it waits for, and when its time comes where that is among it. */
const parkedSays = (plan: Plan, line: Extract<JournalLine, { type: 'parked' }>, now: number): string => {
  const opens = opensWords(plan, line, now);
  return `PARKED: waits for ${line.missing.join(', ')}${opens === null ? '' : `; ${opens}`}`;
};

interface Now {
  readonly lines: readonly JournalLine[];
  /** What is known of the approvals of each gate. */
  readonly approvals: ReadonlyMap<string, string>;
  /** The cloud's clock where it was asked, else that of the journal's newest line, in epoch milliseconds. */
  readonly now: number;
}

const gateSays = (plan: Plan, gate: Step, { lines, now }: Now): string => {
  const isOver = lines.at(-1)?.type === 'ended';
  const own = lines.filter((line) => 'step' in line && line.step === gate.id).at(-1);
  if (own === undefined)
    return gate.type === 'gate' && gate.wave !== undefined ? `waits for wave ${gate.wave.after}` : 'not reached';
  if (own.type === 'parked' && isOver) return 'waited; the run ended there';
  if (own.type === 'parked') return parkedSays(plan, own, now);
  if (own.type === 'opened') return 'opened';
  return own.type === 'approved' ? `approved by ${own.by} (${own.via})` : own.type;
};

/** How long the signed call can still arrive. */
const until = ({ again }: ActStep, history: StepHistory): string =>
  // A call that carries no date of its own can arrive whenever it likes.
  history.fence === null || again === 'never' ? '' : `; it can arrive no later than ${deadAfterText(history)}`;

const sentSays = (lines: readonly JournalLine[], step: ActStep): string => {
  const sent = lines.findLast((line) => line.type === 'sent' && line.step === step.id);
  const once = isSentOnce(step) ? 'SENT ONCE' : 'sent';
  if (sent?.type !== 'sent') return 'SENT, says a person';
  return `${once} ${sent.at}, accepted${sent.task === null ? '' : `, task ${sent.task}`}, request ${sent.request}`;
};

/** What its call deleted in passing, with its text in the journal. */
const lossSays = ({ id }: ActStep, lines: readonly JournalLine[]): string => {
  const lost = lines.findLast((line) => line.type === 'intended' && line.step === id);
  return lost?.type === 'intended' && lost.loses !== undefined
    ? `; the journal keeps the text of ${lost.loses.what} (line ${lost.seq})`
    : '';
};

const actSays = (plan: Plan, step: ActStep, { lines, now }: Now): string => {
  const history = historyOf(lines, step.id);
  const { line } = history;
  const own = lines.findLast((one) => 'step' in one && one.step === step.id);
  if (own?.type === 'parked' && lines.at(-1)?.type !== 'ended') return parkedSays(plan, own, now);
  if (lines.some((one) => one.type === 'undone' && one.step === step.id)) return `undone${lossSays(step, lines)}`;
  switch (history.last) {
    case 'none':
      return 'not begun';
    case 'intended':
      return `INTENDED ${history.fence?.date ?? ''}, answer not known${until(step, history)}`;
    case 'sent':
      return sentSays(lines, step);
    case 'throttled':
      return 'throttled by the cloud; not accepted yet';
    case 'unsent':
      return `not sent: ${line?.type === 'unsent' ? line.why : ''}`;
    case 'refused':
      return 'refused by the cloud; nothing happened';
    case 'done':
      return `done${line?.type === 'done' && line.adopted !== undefined ? `, ${line.adopted}` : ''}${lossSays(step, lines)}`;
    case 'failed':
      return line?.type === 'failed' ? `FAILED: ${line.why}` : 'FAILED';
    case 'settled':
      return line?.type === 'settled' ? `settled as ${line.as} by ${line.by}` : 'settled';
  }
};

/** States that a reader must not overlook. */
const alarming = /^(INTENDED|FAILED|SENT)/;

const statusOf = (plan: Plan, step: Step, at: Now): StatusStep => {
  const { lines, approvals } = at;
  const own = lines.filter((line) => 'step' in line && line.step === step.id).at(-1);
  const state = isGate(step) ? gateSays(plan, step, at) : actSays(plan, step, at);
  const counted = plan.steps.filter((other) => !isGate(other));
  return {
    number: isGate(step) ? null : counted.indexOf(step) + 1,
    id: step.id,
    title: step.title,
    state,
    at: own?.at ?? null,
    says: own?.type === 'progress' ? own.says : (approvals.get(step.id) ?? ''),
    alarming: alarming.test(state),
  };
};

const holderWords: Readonly<Record<Standing, (who: string) => string>> = {
  alive: (who) => `held by ${who}, which is at work`,
  gone: (who) => `its runner, ${who}, is gone from this machine: resume takes over at once`,
  elsewhere: (who) => `held by ${who}, which cannot be seen from here: resume --take-over watches its heartbeat first`,
};

interface Holder {
  readonly says: string | null;
  readonly atWork: boolean;
}

const unreadableLock = (key: string, found: readonly Diagnostic[]): string => {
  const file = found.find(({ at }) => at !== undefined)?.at?.file ?? 'a lock';
  return `the lock of ${key} cannot be read (${file}): who holds it is not known; resume --take-over watches the file first`;
};

const heldBy = async (store: Store, plan: Plan, self: Owner): Promise<Holder> => {
  for (const { key } of plan.targets) {
    const lock = key === null ? null : await store.holder(key);
    if (key !== null && lock?.ok === false) return { says: unreadableLock(key, lock.diagnostics), atWork: false };
    if (!lock?.ok || lock.value === null) continue;
    const { owner, since } = lock.value;
    const standing = standingOf(owner, self);
    const says = holderWords[standing](`${owner.host} pid ${owner.pid} since ${since.slice(0, 19)}Z`);
    return { says, atWork: standing === 'alive' };
  }
  return { says: null, atWork: false };
};

/** What the journal and the cloud say of a run, with times. Reads only; `offline` asks the journal alone. */
export const status = async (
  name: string | null,
  kinds: readonly Kind[],
  { options, offline }: { readonly options: RunOptions; readonly offline: boolean },
): Promise<Result<StatusModel>> => {
  const store = await openStoreOfRuns(options.host, options.store);
  if (!store.ok) return store;
  const chosen = await runToShow(store.value, name, 'status');
  if (!chosen.ok) return chosen;
  const stored = await store.value.readRun(chosen.value.id);
  if (!stored.ok) return stored;
  const file = parsePlan(stored.value.plan, `run ${chosen.value.alias}`, options.host);
  if (!file.ok) return file;
  const { plan } = file.value;
  const lines = inChainOrder(stored.value);
  const ended =
    stored.value.state === 'ended' ? stored.value.lines.findLast((line) => line.type === 'ended') : undefined;
  const holder = await heldBy(store.value, plan, options.host.owner);
  const { cloud, cloudUnread, seen } = offline ? cloudNotAsked : await askCloud(plan, lines, { kinds, options });
  const now = cloud[0] === undefined ? options.host.wall() : Date.parse(cloud[0].at);
  const approvals = ended
    ? new Map<string, string>()
    : await gatesApproved({ plan, host: options.host, store: store.value, reviews: options.reviews }, now);
  const report: StatusModel = {
    addresses: planSubjects(plan.targets),
    run: stored.value.id,
    alias: stored.value.alias,
    exit: ended?.type === 'ended' ? exitNamed(ended.exit) : stored.value.state === 'parked' ? 'parked' : null,
    journalAt: lines.at(-1)?.at ?? '',
    steps: plan.steps.map((step) =>
      statusOf(plan, step, { lines, approvals, now: Date.parse(cloud.at(-1)?.at ?? lines.at(-1)?.at ?? '') }),
    ),
    cloud,
    cloudUnread,
    holder: holder.says,
    vendor: vendorHint(plan, stored.value.alias, { lines, kinds, now }),
    ...nextActs(plan, stored.value, { lines, place: store.value.place, seen, atWork: holder.atWork }),
  };
  return succeed(report, stored.diagnostics);
};
