import { describe, expect, it } from 'vitest';
import {
  choose,
  methods,
  verdictOf,
  type Standing,
} from '../../../../providers/aoc/virtual-machine/methods/methods.ts';
import { matrix, type Cell, type Row } from './matrix.ts';

const standing = (more: Partial<Standing>): Standing => ({
  power: 'running',
  free: true,
  scope: 'cross',
  acos: true,
  cpu: 'yes',
  os: 'yes',
  direct: 'yes',
  maxDowntime: 'whole',
  ...more,
});

const standingsOf = ({ power, scope, acos, free, cpu, os, direct }: Row): readonly Standing[] =>
  cpu.flatMap((c) =>
    os.flatMap((o) => direct.map((d) => standing({ power, scope, acos, free, cpu: c, os: o, direct: d }))),
  );

const cellOf = (verdict: ReturnType<typeof verdictOf>): Cell =>
  verdict.forbidden !== null
    ? `B ${verdict.forbidden.code}`
    : verdict.warnings.length > 0
      ? `W ${verdict.warnings.map(({ code }) => code).join(' ')}`
      : 'ok';

/** `any network` of a row holds for the blocked cells; the undeclared one is said when hot is taken all the same. */
const isUndeclaredHot = (method: string, { scope, direct }: Standing): boolean =>
  method === 'hot' && scope === 'cross' && direct === 'unknown';

describe('the verdict matrix', () => {
  for (const row of matrix) {
    it(`judges row ${row.row}: ${row.power}, ${row.scope}, ACOS ${row.acos}, free ${row.free}`, () => {
      for (const situation of standingsOf(row)) {
        for (const method of methods) {
          if (isUndeclaredHot(method, situation) && row[method] === 'ok') continue;
          expect({ situation, method, cell: cellOf(verdictOf(method, situation)) }).toEqual({
            situation,
            method,
            cell: row[method],
          });
        }
        expect({ situation, auto: choose('auto', situation).method ?? 'none' }).toEqual({ situation, auto: row.auto });
      }
    });
  }
});

describe('what is not known', () => {
  it('is no pass for hot: an unknown CPU forbids it, and auto goes on to staged', () => {
    const unknown = standing({ cpu: 'unknown' });
    expect(cellOf(verdictOf('hot', unknown))).toBe('B VM106');
    expect(choose('auto', unknown).method).toBe('staged');
  });

  it('is no pass for staged: an unknown operating system forbids it', () => {
    expect(cellOf(verdictOf('staged', standing({ os: 'unknown' })))).toBe('B VM108');
  });

  it('lets hot be asked for over an undeclared network, with a warning, and never lets auto take it', () => {
    const undeclared = standing({ direct: 'unknown' });
    expect(cellOf(verdictOf('hot', undeclared))).toBe('W VM107');
    expect(choose('hot', undeclared).method).toBe('hot');
    expect(choose('auto', undeclared).method).toBe('staged');
  });
});

describe('the methods', () => {
  it('S1: are three, told apart by the power of the machine while it moves', () => {
    const taken = (power: Standing['power']) =>
      (['hot', 'cold', 'staged'] as const).filter((method) => choose(method, standing({ power })).method === method);
    expect(taken('stopped')).toEqual(['cold']);
    expect(taken('running')).toEqual(['hot', 'cold', 'staged']);
    expect(taken('suspended')).toEqual([]);
  });
});

describe('downtime', () => {
  it('is never more than declared', () => {
    expect(choose('auto', standing({ direct: 'no', maxDowntime: 'short' })).method).toBe('staged');
    expect(choose('auto', standing({ direct: 'no', maxDowntime: 'none' })).method).toBeNull();
    expect(choose('auto', standing({ direct: 'no', os: 'no', maxDowntime: 'short' })).method).toBeNull();
    expect(choose('cold', standing({ maxDowntime: 'short' })).method).toBeNull();
  });

  it('is not asked of a machine that is off already', () => {
    expect(choose('auto', standing({ power: 'stopped', maxDowntime: 'none' })).method).toBe('cold');
  });
});

describe('the choice', () => {
  it('names for each method the first rule that forbids it', () => {
    const { method, verdicts } = choose('auto', standing({ cpu: 'no', os: 'no', maxDowntime: 'none' }));
    expect(method).toBeNull();
    expect(verdicts.map(({ method: of, forbidden }) => [of, forbidden?.code])).toEqual([
      ['hot', 'VM106'],
      ['cold', 'VM109'],
      ['staged', 'VM108'],
    ]);
  });

  it('takes no other method than the one asked for', () => {
    expect(choose('hot', standing({ cpu: 'no' })).method).toBeNull();
  });

  it('goes by a waiver of the direct network', () => {
    const none = standing({ direct: 'no' });
    expect(choose('hot', none).method).toBeNull();
    expect(choose('hot', none, ['VM107']).method).toBe('hot');
  });
});
