import { describe, expect, it } from 'vitest';
import type { VerifyModel, VerifyRow, VerifyTarget } from '../../src/render/model/verify-model.ts';
import { renderVerify, renderVerifyMarkdown } from '../../src/render/render-verify.ts';
import { nasty } from './hostile.ts';

const row = (over: Partial<VerifyRow>): VerifyRow => ({
  fact: 'nodes.workers',
  title: 'worker nodes',
  from: 'inventory',
  before: 6,
  now: 6,
  is: 'same',
  ...over,
});

const model = (rows: readonly VerifyRow[], over: Partial<VerifyTarget> = {}): VerifyModel => ({
  targets: [
    {
      address: 'AckCluster/prod',
      standing: 'differs',
      last: { run: 'prod-7f3a', is: 'done', turned: true, says: 'run prod-7f3a did all its steps' },
      note: null,
      run: 'prod-7f3a',
      takenAt: '2026-11-28T02:51:07Z',
      at: '2026-11-28T03:20:00Z',
      rows,
      ...over,
    },
  ],
});

const textOf = (one: VerifyModel): string => renderVerify(one, { width: 120, color: false });

const asked = { fact: 'cluster.edition', title: 'edition', from: 'document', before: 'pro' } as const;

describe('a report of verify', () => {
  it.each([
    { over: { ...asked, now: 'pro', is: 'as-asked' }, says: 'as asked  edition: pro' },
    { over: { ...asked, now: 'standard', is: 'differs' }, says: 'DIFFERS   edition: standard, asked pro' },
    { over: { ...asked, now: null, is: 'unread' }, says: 'UNREAD    edition: could not be read, asked pro' },
    { over: {}, says: 'same      worker nodes: 6' },
    {
      over: { now: 5, is: 'differs' },
      says: 'DIFFERS   worker nodes: 5, was 6 (inventory of run prod-7f3a, 2026-11-28 02:51:07 UTC)',
    },
    {
      over: { now: null, is: 'unread' },
      says: 'UNREAD    worker nodes: could not be read, was 6 (inventory of run prod-7f3a, 2026-11-28 02:51:07 UTC)',
    },
  ] as const)('says what was asked and what was, each as what it is: $says', ({ over, says }) => {
    expect(textOf(model([row(over)])).split('\n')[1]).toBe(`  ${says}`);
  });

  it('has a column each for what was asked, what was and what is in Markdown', () => {
    const lines = renderVerifyMarkdown(model([row({ ...asked, now: 'standard', is: 'differs' }), row({})])).split('\n');
    expect(lines).toContain('| | fact | asked | was | is |');
    expect(lines).toContain('| DIFFERS | edition | pro |  | standard |');
    expect(lines).toContain('| same | worker nodes |  | 6 | 6 |');
  });

  it('says above the facts that they prove no end while a run is not over, and what the cloud says of the target', () => {
    const says = 'run prod-7f3a is not over: it waits at GATE commit';
    const over = { standing: 'in-flight', last: { run: 'prod-7f3a', is: 'in-flight', turned: false, says } } as const;
    const text = textOf(model([row({})], { ...over, note: 'the cloud says that there is no such target' }));
    expect(text.split('\n').slice(0, 3)).toEqual([
      'IN FLIGHT  AckCluster/prod 1 facts inventory of run prod-7f3a, 2026-11-28 02:51:07 UTC',
      `  ${says}`,
      '  the cloud says that there is no such target',
    ]);
    expect(renderVerifyMarkdown(model([], over))).toContain(says);
  });

  it.each(nasty)('lets no foreign text be more than text: $reason', ({ text: foreign }) => {
    const last = { run: 'r', is: 'failed', turned: true, says: foreign } as const;
    const hostile = model([row({ before: foreign, now: foreign, is: 'differs' }), row({ title: foreign })], { last });
    for (const line of textOf(hostile).split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    const table = renderVerifyMarkdown(hostile)
      .split('\n')
      .filter((line) => line.startsWith('| '));
    for (const line of table) expect(line.split('|').length, line).toBe(7);
    expect(renderVerifyMarkdown(hostile)).not.toMatch(/<(?!br>)/);
  });
});
