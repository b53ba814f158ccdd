import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/app/read-plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import { sha256 } from '../../src/store/ports.ts';
import { poolWalk } from '../run/pool-walk.ts';

const text = planText(poolWalk().plan);

const codesOf = (other: string): readonly string[] =>
  parsePlan(other, 'plan.json', { sha256 }).diagnostics.map(({ code }) => code);

const places = Array.from({ length: text.length }, (_, at) => at);

/** The places at which a change of the text is taken for the plan as it was written. */
const unnoticed = (change: (at: number) => string): readonly number[] =>
  places.filter((at) => !['PLN003', 'PLN004'].includes(codesOf(change(at))[0] ?? ''));

describe('the text of a plan', () => {
  it('is read as it was written', () => {
    expect(text.length).toBeGreaterThan(3000);
    expect(codesOf(text)).toEqual([]);
  });

  it('is refused with any one character that is another', () => {
    const other = (at: number): string => (text[at] === '1' ? '2' : '1');
    expect(unnoticed((at) => text.slice(0, at) + other(at) + text.slice(at + 1))).toEqual([]);
  });

  it('is refused with any one character less', () => {
    expect(unnoticed((at) => text.slice(0, at) + text.slice(at + 1))).toEqual([]);
  });

  it('is refused with a space more, wherever it stands', () => {
    expect(unnoticed((at) => `${text.slice(0, at)} ${text.slice(at)}`)).toEqual([]);
  });

  it('is refused with anything behind its end', () => {
    expect(['\n', ' ', '{}', '\u0000'].map((more) => codesOf(text + more)).flat()).toHaveLength(4);
  });
});
