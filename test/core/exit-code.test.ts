import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCodes, worst, type ExitName } from '../../src/core/exit-code.ts';

/** The contract: many targets, one code, worst first. */
const order = [70, 10, 12, 1, 4, 3, 7, 6, 11, 5, 9, 8, 2, 0];

const names = Object.keys(exitCodes) as ExitName[];
const nameOf = (code: number): ExitName => names.find((name) => exitCodes[name].code === code)!;

describe('exit codes', () => {
  it('are exactly those of the contract, each once', () => {
    expect(names.map((name) => exitCodes[name].code).sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b));
  });

  it('carry their own name, for the last line on stderr', () => {
    for (const name of names) expect(exitCodes[name].name).toBe(name);
  });

  it('are done where there is nothing', () => {
    expect(worst([])).toBe('done');
  });

  it('of many targets are the worst one, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1 }), (given) => {
        const first = order.find((code) => given.includes(code))!;
        expect(exitCodes[worst(given.map(nameOf))].code).toBe(first);
      }),
    );
  });

  it.each(order.slice(1).map((code, at) => ({ worse: order[at]!, code })))(
    'put $worse before $code',
    ({ worse, code }) => {
      expect(worst([nameOf(code), nameOf(worse)])).toBe(nameOf(worse));
    },
  );
});
