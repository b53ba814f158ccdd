import { describe, expect, it } from 'vitest';
import { nasty } from './hostile.ts';
import { markdownOf } from './shown.ts';
import { erp, gpu, hot, setPlan, type Sketch } from './set-plan.ts';

const lines = (markdown: string): readonly string[] => markdown.split('\n');

const head = '| machine | how | off for | when | why, and why not a better way |';

/** The rows below the head and its rule. */
const rowsOf = (markdown: string): readonly string[] => {
  const all = lines(markdown);
  const from = all.indexOf(head) + 2;
  return all.slice(from, all.indexOf('', from));
};

const parts = (markdown: string, of: string): number => markdown.split(of).length - 1;

describe('a set in Markdown', () => {
  it('shows on the first screen its rows and what a yes does', () => {
    const markdown = markdownOf(setPlan(erp));
    const screen = markdown.slice(markdown.indexOf('### '), markdown.indexOf('<details>'));
    expect(lines(screen)).toEqual([
      '### READY 4 of 6 \u00b7 VirtualMachineSet/erp \u00b7 hz-a \u2192 hz-b',
      '',
      'Every step can be taken back; with loss: migrate (erp-web-1, erp-web-2, erp-batch), cutover (erp-db).',
      '',
      'Nothing is stopped without a yes.',
      '',
      head,
      '|---|---|---|---|---|',
      '| erp-web-1,2 | hot | 0 | on yes | CPU fits 6 of 6 hosts, direct |',
      '| erp-db | staged | 2-6 min | from Sat 11-28 22:00 +08:00 | off for the last increment only; not hot: VM106 icelake on no host |',
      '| erp-batch | cold | 50 min | on yes | is off already, stays off |',
      '| erp-gpu | BLOCKED |  |  | VM114 GPU passthrough: 1 device does not move |',
      '| erp-lic | done |  |  |  |',
      '',
      '**Yes** 1 opens 4 gates; then 1 for erp-db, once the copy is nearly complete, or YOU do it by hand',
      '',
      '**Limit** at most 4 at once, 2 from a host, 2 to a host',
      '',
      'Note: The machine in the source cluster stays, off; never start both.',
      '',
      'Note: erp-web-1,2: An open VNC page must be loaded again.',
      '',
      '**Left behind** 4 things to see to, due in 7d: once you are sure of the copy, delete it',
      '',
      '- **FAIL VM114** on 1 of 6: erp-gpu `erp.yaml:10`<br>GPU passthrough: 1 device does not move<br>fix: detach it by hand, or say devices: detach',
      '- **WARN VM106** on 1 of 6: erp-db `erp.yaml:4`<br>CPU icelake is on no host; staged needs less, not nothing<br>hz-b-1: cascadelake',
      '',
      'decision 41d09b7735aa \u00b7 6 pass, 1 warn VM106, 0 later, 0 waived, 0 unknown \u00b7 read 2026-11-26 09:12:04 UTC',
      '',
      '',
    ]);
  });

  it('folds the steps of its members together, each table under its member', () => {
    const markdown = markdownOf(setPlan(erp));
    const from = markdown.indexOf('<details><summary>Steps of each member: 5</summary>');
    const steps = markdown.slice(from, markdown.indexOf('<details><summary>Checks, changes and evidence of each'));
    expect(from).toBeGreaterThan(0);
    for (const { name, is } of erp) expect(parts(steps, `VirtualMachine/erp.${name}\``)).toBe(is === 'done' ? 0 : 1);
    expect(parts(steps, '| # | step | what | way back | takes | away |')).toBe(5);
    expect(steps.indexOf('`erp.erp-db/cutover`')).toBeGreaterThan(steps.indexOf('READY `VirtualMachine/erp.erp-db`'));
  });

  it('says that something is for ever in the heading', () => {
    expect(markdownOf(setPlan([{ name: 'a', reversibility: 'one-way' }]))).toContain(
      '\u00b7 **cannot be undone**\n\nCANNOT BE UNDONE: migrate (all).\n',
    );
  });

  it('keeps a thousand members within the size of a comment: the rows first, and what was cut is counted', () => {
    const many = Array.from({ length: 1000 }, (_, at): Sketch => ({
      name: `machine-${at}`,
      ways: { ...hot, because: `CPU fits ${at % 20} of 20 hosts` },
      ...(at % 7 === 0 ? { is: 'blocked', checks: [gpu] } : {}),
    }));
    const crm: Sketch = { name: 'crm-1', set: 'VirtualMachineSet/crm' };
    const markdown = markdownOf(setPlan([...many, crm]));
    expect(markdown).toContain('\n### READY 1 of 1 \u00b7 VirtualMachineSet/crm ');
    expect(new TextEncoder().encode(markdown).length).toBeLessThanOrEqual(60_000);
    expect(rowsOf(markdown).length).toBe(21);
    expect(markdown).toMatch(/_\d+ of 1000 members cut; `onward show plan.json --full` prints them all\._/);
    expect(parts(markdown, '<details>')).toBe(parts(markdown, '</details>'));
    expect(markdown).toBe(markdownOf(setPlan([...many, crm])));
  });

  it.each(nasty)('is text and nothing else: $reason', ({ text }) => {
    const hostile: Sketch = {
      name: text,
      ways: { taken: 'hot', because: text, others: [{ way: text, code: text, says: text, rather: true }] },
      cutover: { ownYes: true, opensOn: text, notBefore: text },
      notices: [text],
      leftBehind: text,
      checks: [{ code: text, verdict: 'warn', summary: text, detail: text, remedy: text, at: { file: text } }],
    };
    const markdown = markdownOf(setPlan([hostile, ...erp]));
    expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(markdown).not.toMatch(/<(?!\/?(details|summary|br|code)>|!-- onward:plan [\w./-]+ -->)/);
    expect(parts(markdown, '<!-- onward:plan VirtualMachineSet/erp -->')).toBe(1);
    expect(parts(markdown, '<details>')).toBe(parts(markdown, '</details>'));
    expect(markdown).not.toMatch(/(?<!\\)!\[|(?<!\\)\]\(/);
    expect(rowsOf(markdown).length).toBe(6);
    for (const row of rowsOf(markdown)) expect(row.split('|').length, row).toBe(7);
  });
});
