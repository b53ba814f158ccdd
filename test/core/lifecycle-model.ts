import type { Act, Situation } from '../../src/core/lifecycle.ts';
import type { Probe } from '../../src/core/operation.ts';
import type { Again } from '../../src/core/step.ts';
import {
  restarts,
  rivalWakes,
  takenOver,
  takesEffect,
  timePasses,
  type End,
  type Move,
  type State,
} from './lifecycle-accidents.ts';

export interface Rules {
  readonly again: Again;
  readonly oneWay: boolean;
  readonly decide: (situation: Situation) => Act;
}

const act = (says: string, to: State, more: Pick<Move, 'end' | 'wrong'> = {}): Move => ({
  by: 'act',
  says,
  to,
  ...more,
});
const answersTo = (state: State): readonly { readonly probe: Probe['is']; readonly state: State }[] => {
  const truth = state.effect === 'none' ? 'not-done' : state.effect;
  const seen = (probe: Probe['is'], stale: number) => ({
    probe,
    state: { ...state, stale, notDone: probe === 'not-done' && state.window === 'over' ? state.notDone + 1 : 0 },
  });
  const all = [seen(truth, 0), seen('unreadable', state.stale)];
  return state.stale > 0 && truth !== 'not-done' ? [...all, seen('not-done', state.stale - 1)] : all;
};

const resumable = new Set<End>(['ambiguous', 'unreadable', 'unfinished']);

const ends = (state: State, end: End, wrong: string | null): readonly Move[] => {
  const last = end === 'done' || end === 'failed' ? end : state.last;
  const more = wrong === null ? { end } : { end, wrong };
  const over: State = { ...state, last, soft: false };
  return resumable.has(end)
    ? [act(end, over, more), ...restarts(state, `resumed after ${end}`)]
    : [act(end, over, more)];
};

interface Seen {
  readonly rules: Rules;
  readonly state: State;
  readonly probe: Probe['is'];
  readonly budgetLeft: boolean;
}

const situationOf = ({ rules, state, probe, budgetLeft }: Seen, expects: Situation['expects']): Situation => ({
  last: state.last,
  probe,
  again: rules.again,
  oneWay: rules.oneWay,
  type: 'change',
  sends: true,
  expects,
  windowOver: state.window === 'over',
  confirmed: state.notDone >= 2,
  backedOff: state.backedOff,
  budgetLeft,
});

const failureIsWrong = ({ state, probe }: Seen, because: string): string | null => {
  if (because === 'cloud' && probe !== 'failed') return 'failed without a probe that says so';
  return because === 'refused' && state.accepted > 0 ? 'called refused, and yet a call was accepted' : null;
};

/** Carries out one decision. What is compared asks for another decision with the same probe. */
const carryOut = (seen: Seen, expects: Situation['expects'] = 'unasked'): readonly Move[] => {
  const { state, probe } = seen;
  const decision = seen.rules.decide(situationOf(seen, expects));
  const says = `${state.last} and ${probe}: ${decision.act}`;
  switch (decision.act) {
    case 'return':
      return [act(says, state, { end: 'done' })];
    case 'compare':
      if (expects !== 'unasked') return [act(says, state, { wrong: 'compares for ever' })];
      return (['hold', 'moved', 'unreadable'] as const).flatMap((found) => carryOut(seen, found));
    case 'send':
      return [act(says, { ...state, at: 'intending', notDone: 0 })];
    case 'wait': {
      const rested: State = {
        ...state,
        backedOff: state.backedOff || ['throttled', 'unsent'].includes(decision.because),
      };
      return [
        { by: 'wait', says: `${says}, ${decision.because}`, to: { ...rested, notDone: Math.min(2, rested.notDone) } },
      ];
    }
    case 'record-done':
      return ends(state, 'done', probe === 'done' && state.effect === 'done' ? null : 'done without evidence');
    case 'record-failed':
      return ends(state, 'failed', failureIsWrong(seen, decision.because));
    case 'end':
      return ends(
        state,
        decision.as,
        decision.as === 'ambiguous' && probe === 'unreadable' ? 'ambiguous concluded from a failed read' : null,
      );
  }
};

const reading = (rules: Rules, state: State): readonly Move[] =>
  answersTo(state).flatMap(({ probe, state: after }) =>
    [true, false].flatMap((budgetLeft) => carryOut({ rules, state: after, probe, budgetLeft })),
  );

/** A request in hand: every way it may be answered, or not. Past its window the cloud refuses it as dead. */
const sending = (state: State): readonly Move[] => {
  const read: State = { ...state, at: 'reading' };
  const back = (says: string, to: State): readonly Move[] => [act(says, to), ...restarts(to, `crash: ${says}`)];
  const answered = (at: State['at'], to: State): readonly Move[] => back(at, { ...to, at });
  const unsent = answered('unsent', state);
  if (state.window === 'over') return [...answered('refused', state), ...unsent];
  const accepted = takesEffect(state);
  return [
    ...accepted.flatMap((to) => answered('accepted', to)),
    ...answered('refused', state),
    ...answered('throttled', state),
    ...unsent,
    ...accepted.flatMap((to) => back('unanswered, and arrived', { ...to, at: 'reading' })),
    ...back('unanswered, never arrives', read),
    ...back('unanswered, arrives late', { ...read, inTheAir: true }),
  ];
};

const answeredLast = { accepted: 'sent', refused: 'refused', throttled: 'throttled', unsent: 'unsent' } as const;

/** Everything that can happen next. */
export const movesFrom = (rules: Rules, state: State): readonly Move[] => {
  const crash = restarts(state, 'crash');
  const also = [...crash, ...takenOver(state), ...timePasses(state), ...rivalWakes(state)];
  switch (state.at) {
    case 'reading':
      return [...reading(rules, state), ...restarts(state, 'cancelled', 'cancelled'), ...also];
    case 'intending':
      return [
        act('intent on the disk', {
          ...{ ...state, at: 'intended', last: 'intended', window: 'open', soft: false },
          outdone: true,
        }),
        ...restarts(state, 'cancelled', 'cancelled'),
        ...also,
      ];
    case 'intended':
      return [act('the lock is ours', { ...state, at: 'looked' }), ...restarts(state, 'fenced', 'fenced'), ...also];
    case 'looked':
      return [...sending(state), ...also];
    case 'accepted':
    case 'refused':
    case 'throttled':
    case 'unsent': {
      const backedOff = state.at !== 'throttled' && state.at !== 'unsent';
      const last = answeredLast[state.at];
      const window = last === 'unsent' ? 'none' : state.window;
      return [act(`${last} journaled`, { ...state, at: 'reading', last, window, soft: true, backedOff }), ...also];
    }
  }
};
