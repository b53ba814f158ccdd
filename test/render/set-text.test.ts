import { describe, expect, it } from 'vitest';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { nasty } from './hostile.ts';
import { textOf } from './shown.ts';
import { erp, gpu, setPlan, type Sketch } from './set-plan.ts';

const linesOf = (sketches: readonly Sketch[], width = 80): readonly string[] =>
  textOf(setPlan(sketches), width).split('\n');

/** The lines of the table, from its head on. */
const tableOf = (sketches: readonly Sketch[], width = 80): readonly string[] => {
  const lines = linesOf(sketches, width);
  return lines.slice(
    lines.findIndex((line) => line.startsWith('  machine')),
    lines.findIndex((line) => /^ {2}(Yes|Limit) /.test(line)),
  );
};

describe('a set in text', () => {
  it('is told by rows, and what is true of all its members once', () => {
    expect(linesOf(erp)).toEqual([
      'PLAN  6 targets: 1 BLOCKED, 4 READY, 1 NOTHING TO DO       decision 41d09b7735aa',
      '  A yes starts what is READY and nothing else: the other targets are left as',
      '  they are. Mend them, and plan them again.',
      '',
      'READY 4 of 6  VirtualMachineSet/erp  hz-a -> hz-b          decision 41d09b7735aa',
      '  Every step can be taken back; with loss: migrate (erp-web-1, erp-web-2,',
      '  erp-batch), cutover (erp-db).',
      '  Nothing is stopped without a yes.',
      '  machine      how      off for  when             why, and why not a better way',
      '  erp-web-1,2  hot      0        on yes           CPU fits 6 of 6 hosts, direct',
      '  erp-db       staged   2-6 min  from Sat 11-28   off for the last increment',
      '                                 22:00 +08:00     only; not hot: VM106 icelake',
      '                                                  on no host',
      '  erp-batch    cold     50 min   on yes           is off already, stays off',
      '  erp-gpu      BLOCKED                            VM114 GPU passthrough: 1',
      '                                                  device does not move',
      '  erp-lic      done',
      '  Yes    1 opens 4 gates; then 1 for erp-db, once the copy is nearly complete,',
      '         or YOU do it by hand',
      '  Limit  at most 4 at once, 2 from a host, 2 to a host',
      '  Note   The machine in the source cluster stays, off; never start both.',
      '  Note   erp-web-1,2: An open VNC page must be loaded again.',
      '  Left   4 things to see to, due in 7d: once you are sure of the copy, delete it',
      '  FAIL VM114 on 1 of 6: erp-gpu',
      '       GPU passthrough: 1 device does not move                       erp.yaml:10',
      '       fix: detach it by hand, or say devices: detach',
      '  A yes also accepts:',
      '  WARN VM106 on 1 of 6: erp-db',
      '       CPU icelake is on no host; staged needs less, not nothing',
      '       hz-b-1: cascadelake                                            erp.yaml:4',
      '  6 pass | 1 warn VM106 | 0 later | 0 waived | 0 unknown',
      '  read 2026-11-26 09:12:04 UTC',
      '',
      'A yes to 41d09b7735aa starts 4 of the 6 in VirtualMachineSet/erp.',
      '',
    ]);
  });

  it('leaves out the columns in which nobody says anything', () => {
    expect(tableOf([{ name: 'erp-gpu', is: 'blocked', checks: [gpu] }])).toEqual([
      '  machine  how      why, and why not a better way',
      '  erp-gpu  BLOCKED  VM114 GPU passthrough: 1 device does not move',
    ]);
  });

  it('puts the words under the row where no room is left beside it', () => {
    expect(tableOf([{ name: 'erp-web-1' }], 44)).toEqual([
      '  machine    how  off for  when',
      '    why, and why not a better way',
      '  erp-web-1  hot  0        on yes',
      '    CPU fits 6 of 6 hosts, direct',
    ]);
  });

  it('gives a name that is longer than its column a line of its own', () => {
    expect(
      tableOf([{ name: 'a-machine-named-like-a-whole-sentence' }, { name: 'b', downtime: null, is: 'done' }]),
    ).toEqual([
      '  machine                 how   off for  when    why, and why not a better way',
      '  a-machine-named-like-a-whole-sentence',
      '                          hot   0        on yes  CPU fits 6 of 6 hosts, direct',
      '  b                       done',
    ]);
  });

  it('counts a wide character as two columns', () => {
    const table = tableOf([{ name: '\u676d\u5dde-db' }, { name: 'erp', is: 'done' }]);
    expect(table).toEqual([
      '  machine  how   off for  when    why, and why not a better way',
      '  \u676d\u5dde-db  hot   0        on yes  CPU fits 6 of 6 hosts, direct',
      '  erp      done',
    ]);
    expect(displayWidth(table[1] ?? '')).toBe(
      displayWidth('  machine  hot   0        on yes  CPU fits 6 of 6 hosts, direct'),
    );
  });

  it('stands beside targets of no set, which are told as ever', () => {
    const alone = setPlan([{ name: 'lone' }]);
    const plan = setPlan(erp);
    const { membership, ...target } = alone.targets[0]!;
    const both = {
      ...plan,
      targets: [...plan.targets, target],
      steps: [...plan.steps, ...alone.steps],
      checks: [...plan.checks, ...alone.checks],
    };
    expect(membership?.member).toBe('lone');
    const text = textOf(both);
    expect(text).toContain('\n  READY          VirtualMachine/erp.lone: can be undone\n');
    expect(text).toContain('\nREADY  VirtualMachine/erp.lone  hot hz-a -> hz-b  ');
    expect(text).not.toContain('\nREADY  VirtualMachine/erp.erp-web-1 ');
    expect(text).toContain(
      'starts 4 of the 6 in VirtualMachineSet/erp;\n  VirtualMachine/erp.lone at move starts 1 migrate.',
    );
  });

  it('tells each set of several, and what a yes starts of each', () => {
    const text = textOf(
      setPlan([
        ...erp,
        { name: 'crm-1', set: 'VirtualMachineSet/crm' },
        { name: 'crm-2', set: 'VirtualMachineSet/crm' },
      ]),
    );
    expect(text).toContain('\nREADY 4 of 6  VirtualMachineSet/erp  ');
    expect(text).toContain('\nREADY 2 of 2  VirtualMachineSet/crm  ');
    expect(text.replaceAll('\n ', '')).toContain(
      'starts 4 of the 6 in VirtualMachineSet/erp; starts 2 of the 2 in VirtualMachineSet/crm.',
    );
  });

  it('shows each member as a target of its own where all is asked for', () => {
    const report = buildPlanReport(setPlan(erp));
    const full = renderPlan(report, { format: 'text', width: 80, color: false, full: true });
    for (const { name } of erp)
      expect(full).toMatch(new RegExp(`^(READY|BLOCKED|NOTHING TO DO)  VirtualMachine/erp\\.${name} `, 'm'));
    expect(full).toContain('READY 4 of 6  VirtualMachineSet/erp');
  });

  it.each(nasty)('obeys and hides nothing: $reason', ({ text }) => {
    const hostile: Sketch = {
      name: text,
      ways: { taken: 'hot', because: text, others: [{ way: text, code: text, says: text, rather: true }] },
      cutover: { ownYes: true, opensOn: text, notBefore: text },
      notices: [text],
      leftBehind: text,
      checks: [{ code: text, verdict: 'warn', summary: text, detail: text, remedy: text, at: { file: text } }],
    };
    const shown = textOf(
      setPlan([
        hostile,
        { ...hostile, name: `${text}2`, is: 'blocked', checks: [gpu, ...(hostile.checks ?? [])] },
        ...erp,
      ]),
    );
    for (const line of shown.split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(shown.split('\n').filter((line) => line.startsWith('READY')).length).toBe(1);
  });
});
