import { describe, expect, it } from 'vitest';
import { withGates } from '../../src/core/gates.ts';
import type { Step } from '../../src/core/step.ts';
import type { Window } from '../../src/core/window.ts';
import { crowdedWindows, windowChecks } from '../../src/core/window-checks.ts';
import { contracts, desiredOf, draft, heat, journeyOf } from './sample-kind.ts';

const windowUntil = (to: string, onOverrun: Window['onOverrun'] = 'finish'): Window => ({
  name: 'night',
  timezone: 'Asia/Shanghai',
  allow: [{ days: ['Sat'], from: '02:00', to }],
  onOverrun,
});

const limits = [{ of: 'set', atMost: 1 }];

/** Heat, then prove: each 1 minute in half of all cases, and 5 in nine of ten. */
const stepsIn = (name: string, window: Window): readonly Step[] =>
  withGates(
    `Pool/${name}`,
    journeyOf([{ ...heat, limits }, draft('prove', { type: 'check', needs: ['heat'], limits })], {
      gates: { commit: { question: 'Heat it?', requires: [], window: 'night' } },
    }),
    contracts,
    [window],
  );

const found = (window: Window) =>
  windowChecks(desiredOf(), stepsIn('prod', window)).map(({ code, verdict, summary }) => [code, verdict, summary]);

describe('the window of a gate', () => {
  it('is not spoken of where it is long enough', () => {
    expect(found(windowUntil('02:10'))).toEqual([]);
    expect(found(windowUntil('02:10', 'park'))).toEqual([]);
  });

  it('that may be too short is a warning, which a yes accepts', () => {
    expect(found(windowUntil('02:09'))).toEqual([
      ['PLN032', 'warn', 'GATE commit needs 2-10 min; window night is open for 9 min at most'],
    ]);
  });

  it('in which the gate could never open stands in the way', () => {
    expect(found(windowUntil('02:09', 'park'))).toEqual([
      ['PLN033', 'fail', 'GATE commit needs 2-10 min; window night is open for 9 min at most'],
    ]);
  });
});

describe('a window that several targets share', () => {
  const of = (names: readonly string[], to: string) =>
    crowdedWindows(names.map((name) => stepsIn(name, windowUntil(to)))).map(({ code, summary }) => [code, summary]);

  it('is too short where they take turns for longer than it is open', () => {
    expect(of(['a', 'b', 'c'], '02:29')).toEqual([
      ['PLN034', 'the 3 targets that keep to window night need 6-30 min in all; it is open for 29 min at most'],
    ]);
    expect(of(['a', 'b', 'c'], '02:30')).toEqual([]);
  });

  it('is not spoken of for one target, whose own check says it', () => {
    expect(of(['a'], '02:05')).toEqual([]);
  });
});
