import { commandOf } from '../core/command-line.ts';
import { short } from '../core/decision.ts';
import { documentsIn } from '../core/documents-in.ts';
import type { JournalLine } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';
import { deadAfterText, historyOf, isOpen, type StepHistory } from '../core/step-history.ts';
import { isGate, isSentOnce, type ActStep } from '../core/step.ts';
import type { StatusModel } from '../render/model/status-model.ts';
import { planOfRun } from './store-place.ts';
import { byHandWords, waitingGates, yesCommand } from './gates-meant.ts';
import { lacksYes, timeCommand, waitsIn } from './waiting-times.ts';
import { isBeyond, type Seen } from './beyond-the-journal.ts';
import { ambiguousMark } from '../run/drive-step.ts';
import type { StoredRun } from '../store/store.ts';

type NextActs = Pick<StatusModel, 'safe' | 'unsafe' | 'later'>;

/** A call that must not be sent twice and may be under way. */
interface OpenCall {
  readonly step: ActStep;
  readonly history: StepHistory;
  /** A run concluded that it cannot be known whether the call was accepted. */
  readonly ambiguous: boolean;
}

/** A run concluded that it cannot be known whether the step's call was accepted, and nobody has answered since. */
export const isAmbiguous = (step: string, lines: readonly JournalLine[]): boolean => {
  const newest = lines.findLast((line) => 'step' in line && line.step === step);
  return newest?.type === 'progress' && newest.says.startsWith(ambiguousMark);
};

/** Of every target: one that may still be sent is not covered by another that was. */
const openCalls = (plan: Plan, lines: readonly JournalLine[]): readonly OpenCall[] =>
  plan.steps.flatMap((step) => {
    if (isGate(step) || !isSentOnce(step)) return [];
    const history = historyOf(lines, step.id);
    return isOpen(history) ? [{ step, history, ambiguous: isAmbiguous(step.id, lines) }] : [];
  });

/** A resume of a call whose answer is not known may send: that must stand beside the command. */
const howItGoesOn = ({ step: { id, again }, history }: OpenCall): string => {
  if (history.last === 'sent') return `${id}: cannot send again`;
  if (history.last === 'throttled') return `${id}: was not accepted; SENDS the call`;
  if (again === 'never') return `${id}: looks for its trace, and never sends it again`;
  return `${id}: waits until ${deadAfterText(history)}, looks twice, and SENDS the call if there is no trace of it`;
};

/** With one call there is no need to say which; with several each is said, since they may differ. */
const goingOn = (calls: readonly OpenCall[]): string => {
  const said = calls.map(howItGoesOn);
  const [only = ''] = said;
  const text = said.length === 1 ? only.slice(only.indexOf(': ') + 2) : said.join('; ');
  return `(${text})`;
};

/** It cannot be known whether the call was accepted: a person looks, and says so. A resume would only come here again. */
const settling = (alias: string, calls: readonly OpenCall[]): NextActs => ({
  safe: calls.flatMap(({ step }) =>
    (['sent', 'not-sent'] as const).map((as) => ({
      command: `onward settle ${alias} --step ${step.id} --as ${as} --evidence "..."`,
      says: as === 'sent' ? 'where the console or the vendor shows the call' : 'where they show that it never arrived',
    })),
  ),
  unsafe: ['repeating the last command', 'the same migration in the console or by another tool'],
  later: [],
});

/** What the cloud shows and the journal does not know: nothing goes on where it stopped, and a resume says so. */
const beyond = (alias: string, { step: { id }, probe }: Seen): NextActs =>
  probe?.is === 'in-flight'
    ? {
        safe: [
          {
            command: `onward status ${alias}`,
            says: `wait: the cloud shows ${id} in flight; once it is done, resume brings the run to its end and sends nothing`,
          },
        ],
        unsafe: [
          'to take it for not begun: the end of the journal was lost, or somebody else began it',
          'changing or deleting the target',
        ],
        later: [],
      }
    : {
        safe: [
          {
            command: `onward resume ${alias}`,
            says: `sends nothing: ${id} is done already, and not by this journal; the run ends, as stale where its gate is not passed`,
          },
        ],
        unsafe: [],
        later: [],
      };

/** While its runner lives, nobody else takes hold of it. */
const waiting = (alias: string): NextActs => ({
  safe: [{ command: `onward status ${alias}`, says: 'wait: its runner is at work; look again' }],
  unsafe: ['a second runner (it is refused, exit 7)', 'the same migration in the console or by another tool'],
  later: [],
});

interface Told {
  readonly lines: readonly JournalLine[];
  readonly place: string;
  /** What the cloud was asked and said; empty where it was not asked. */
  readonly seen: readonly Seen[];
  /** A living process holds a target of the run. */
  readonly atWork: boolean;
}

/** What a run waits for at its gates: a yes, a person's hand, or its time. */
const parked = (plan: Plan, run: StoredRun, { lines, place }: Pick<Told, 'lines' | 'place'>): NextActs => {
  const waiting = waitingGates(plan, lines);
  const waits = waitsIn(lines);
  const asking = waiting.filter(({ id }) => waits.some((one) => one.gate === id && lacksYes(one)));
  const file = planOfRun(place, run.id);
  const yes = yesCommand({ plan, short: short(plan.decision), file }, run.alias, asking);
  const time = timeCommand(plan, run.alias, waits);
  const hand = byHandWords(waiting);
  const byHand = { command: `onward resume ${run.alias}`, says: `goes on once ${hand ?? ''}; else it parks again` };
  const show = {
    command: commandOf('show', [file]),
    says: yes === null ? 'shows the plan that waits' : 'shows the plan that waits for a yes',
  };
  return {
    safe: [show, ...(hand === null ? [] : [byHand])],
    unsafe: [],
    later: [
      ...(yes === null ? [] : [`a yes to the plan, once it was read: ${yes}`]),
      ...(time === null ? [] : [`when its time has come: ${time}`]),
    ],
  };
};

/** What may be done now, and what not. A yes at a gate is no safe act: it is named apart, after the way to read the plan. */
export const nextActs = (plan: Plan, run: StoredRun, { lines, place, seen, atWork }: Told): NextActs => {
  if (atWork) return waiting(run.alias);
  const open = openCalls(plan, lines);
  const unknown = open.filter(({ ambiguous }) => ambiguous);
  if (unknown.length > 0) return settling(run.alias, unknown);
  if (open.length > 0)
    return {
      safe: [{ command: `onward resume ${run.alias}`, says: goingOn(open) }],
      unsafe: ['the same migration in the console or by another tool', 'changing or deleting the target'],
      later: [],
    };
  const [known] = run.state === 'ended' ? [] : seen.filter(isBeyond);
  if (known !== undefined) return beyond(run.alias, known);
  if (run.state === 'ended') {
    const drift = { command: commandOf('drift', documentsIn(plan)), says: 'the run has ended' };
    return { safe: [drift], unsafe: [], later: [] };
  }
  if (lines.some(({ type }) => type === 'undone'))
    return {
      safe: [{ command: `onward abort ${run.alias}`, says: 'takes the rest back' }],
      unsafe: [],
      later: [],
    };
  if (run.state === 'parked') return parked(plan, run, { lines, place });
  return { safe: [{ command: `onward resume ${run.alias}`, says: 'goes on where it stopped' }], unsafe: [], later: [] };
};
