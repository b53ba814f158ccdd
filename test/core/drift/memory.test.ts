import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLook, noMemory, rememberTold, type DriftMemory, type SeenRow } from '../../../src/core/drift/memory.ts';

const row = (id: string, more: Partial<SeenRow> = {}): SeenRow => ({
  id,
  target: 'pool',
  address: 'Pool/prod',
  class: 'outside',
  topic: id,
  says: 'it differs',
  value: 'cold',
  ignored: false,
  ...more,
});

const at = (day: number): string => `2026-12-0${String(day)}T00:00:00Z`;

const look = (memory: DriftMemory, day: number, rows: readonly SeenRow[], shows = true) =>
  compareLook(memory, { at: at(day), rows, wouldShow: () => shows });

describe('a look against the looks before', () => {
  it('loses no row that it could not show, whatever else it shows', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(ids, ids, ids, (before, now, shown) => {
        const { next: memory } = look(
          noMemory,
          1,
          before.map((id) => row(id)),
        );
        const compared = compareLook(memory, {
          at: at(2),
          rows: now.map((id) => row(id)),
          wouldShow: ({ id }) => shown.includes(id),
        });
        const gone = before.filter((id) => !now.includes(id) && shown.includes(id));
        expect(compared.gone.map(({ id }) => id)).toEqual(gone);
        const left = new Set([...before, ...now].filter((id) => !gone.includes(id)));
        expect(new Set(compared.next.rows.map(({ id }) => id))).toEqual(left);
        for (const { id, firstSeen } of compared.next.rows) expect(firstSeen).toBe(at(before.includes(id) ? 1 : 2));
        expect(
          compareLook(compared.next, { at: at(3), rows: now.map((id) => row(id)), wouldShow: () => false }).next,
        ).toEqual(compared.next);
      }),
    );
  });

  it('calls another value changed, but not of a run that goes on, nor of what is not read', () => {
    const rows = [row('a'), row('b', { class: 'in-flight' }), row('c', { class: 'unread' })];
    const { next } = look(noMemory, 1, rows);
    const { ages } = look(
      next,
      2,
      rows.map((one) => ({ ...one, value: 'warm' })),
    );
    expect(Object.fromEntries([...ages].map(([id, { is, was }]) => [id, [is, was]]))).toEqual({
      a: ['changed', 'cold'],
      b: ['still', undefined],
      c: ['still', undefined],
    });
  });

  it('tells for the first time what a rule hid, with its true age', () => {
    const { next } = look(noMemory, 1, [row('a', { ignored: true })]);
    expect(look(next, 2, [row('a')]).ages.get('a')).toEqual({ is: 'new', firstSeen: at(1) });
    expect(look(next, 2, []).gone).toEqual([]);
  });

  it('keeps what was told and has ended until that is told too', () => {
    const { next } = look(noMemory, 1, [row('a'), row('b')]);
    const told = rememberTold(next, { rows: [{ id: 'a', value: 'cold' }], ended: [] });
    expect(told.rows.map((one) => one.told)).toEqual([true, false]);
    const ended = look(told, 2, []).next;
    expect(ended.ended.map(({ id }) => id)).toEqual(['a']);
    expect(look(ended, 3, []).next.ended.map(({ id }) => id)).toEqual(['a']);
    expect(rememberTold(ended, { rows: [], ended: ['a'] }).ended).toEqual([]);
    expect(look(ended, 3, [row('a')]).next.ended).toEqual([]);
  });

  it('does not take for told what has changed while it was told', () => {
    const { next } = look(noMemory, 1, [row('a', { value: 'warm' })]);
    expect(rememberTold(next, { rows: [{ id: 'a', value: 'cold' }], ended: [] }).rows[0]?.told).toBe(false);
  });
});
