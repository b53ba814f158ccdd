import { describe, expect, it } from 'vitest';
import { buildPlanReport } from '../../src/render/model/build-plan-report.ts';
import { renderPlan } from '../../src/render/render-plan.ts';
import { displayWidth } from '../../src/render/text/display-width.ts';
import { dedicatedPlan } from './dedicated-plan.ts';
import { blockedPlan, incompletePlan, nothingPlan, twoTargetPlan, waivedPlan } from './plan-variants.ts';
import { readyPlan, targetOf } from './plans.ts';
import { allPlans, markdownOf, textOf } from './shown.ts';

const lines = (text: string): readonly string[] => text.split('\n');

describe('a plan as text', () => {
  it('tells on the first lines what is for ever, what goes away and what a yes starts', () => {
    expect(lines(textOf(readyPlan())).slice(0, 7)).toEqual([
      'READY  AckCluster/prod  standard -> pro                    decision 7f3ac21e90b4',
      '  CANNOT BE UNDONE: 2 migrate.',
      '  API server away: 5-10 min in 2.',
      '  Takes  12-31 min in all',
      '  Now    nothing is written; onward apply runs 1 precheck, then waits at GATE',
      '         commit',
      '  Yes    at commit starts 2 migrate (SENT ONCE, NO WAY BACK), 3 prove',
    ]);
  });

  it('draws the point of no return after the gate and before the first one-way step', () => {
    const text = lines(textOf(readyPlan()));
    const gate = text.findIndex((line) => line.startsWith('  = GATE commit: a yes covers 2;'));
    const point = text.indexOf(`  ${'-'.repeat(28)} POINT OF NO RETURN ${'-'.repeat(28)}`);
    const migrate = text.findIndex((line) => line.startsWith('  2  ! POST'));
    expect(gate).toBeGreaterThan(0);
    expect(point).toBeGreaterThan(gate);
    expect(migrate).toBe(point + 1);
  });

  it('keeps a path that is wider than its column whole, with the numbers beside its id', () => {
    expect(textOf(readyPlan())).toContain(
      [
        '  2  ! POST /clusters/c82e6987e2961451182edacd74faf0000/migrate',
        '       [migrate]                                  NONE      10-15 min   5-10 min',
      ].join('\n'),
    );
  });

  it('lists in full what a yes accepts, and apart from it what was not checked yet', () => {
    const text = textOf(readyPlan());
    expect(text).toContain('  A yes also accepts:\n  WARN ACK130 no backup younger than 24 h is attested\n');
    expect(text).toContain('       fix: attestations: {backup: "what, when"}\n  NOT YET CHECKED by this version; look');
    expect(text).toContain('       ACK109 vSwitches have 2 or more free addresses\n       ACK127 the operator holds');
    expect(text).toContain('1 later ACK105 (step 1)');
    expect(text).not.toContain('WARN ACK109');
  });

  it('tells a notice once, although the question of the gate holds it too', () => {
    const text = textOf(readyPlan());
    expect(text.split('The Pro management fee').length).toBe(2);
    expect(text).toContain('It acknowledges the 4 notes above.');
    expect(markdownOf(blockedPlan()).split('The Pro management fee').length).toBe(2);
    expect(markdownOf(blockedPlan())).not.toContain('notes above');
  });

  it('says of a blocked plan all that is in the way, what follows, and the exit code', () => {
    const text = lines(textOf(blockedPlan()));
    expect(text.slice(0, 4)).toEqual([
      'BLOCKED  AckCluster/prod  standard -> pro                        nothing written',
      '  3 of 8 checks stand in the way. No approval can skip them.',
      '  FAIL ACK103 1 task runs on the cluster; 0 allowed',
      '       cluster_upgrade T-64f2, running since 2026-11-26 08:58 +08',
    ]);
    expect(text).toContain('       - node disk i-bp1a full');
    expect(text).toContain('       frozen?                                              clusters/prod.yaml:4');
    expect(text).toContain('  Once fixed: 3 steps, 1 for ever (2 migrate), API server away 5-10 min in 2,');
    expect(text.at(-2)).toBe('exit 5 (blocked)'.padStart(80));
  });

  it('says of an incomplete plan what was not read, once, and that unknown is not absent', () => {
    const text = textOf(incompletePlan());
    expect(text).toContain('INCOMPLETE  AckCluster/prod   ');
    expect(text).toContain('Unknown is not absent');
    expect(text).toContain('  UNKNOWN ACK105 every item');
    expect(text.split('ListClusterChecks: Forbidden.RAM').length).toBe(2);
    expect(text).toContain('  Unread  cluster.tags by ListTagResources: refused, Forbidden.RAM');
    expect(text.trimEnd().endsWith('exit 4 (credentials)')).toBe(true);
  });

  it('ends an incomplete plan with 1 when not everything unread was refused', () => {
    const plan = incompletePlan();
    const [target] = plan.targets;
    const unread = [{ facts: ['cluster.tags'], call: 'ListTagResources', why: 'timeout', failure: 'network' as const }];
    const targets = [{ ...target!, observed: { ...target!.observed, unread } }];
    expect(
      textOf({ ...plan, targets })
        .trimEnd()
        .endsWith('exit 1 (error)'),
    ).toBe(true);
  });

  it('says little of a target that is as asked for', () => {
    expect(lines(textOf(nothingPlan()))).toEqual([
      'NOTHING TO DO  AckCluster/prod                                   nothing written',
      '  It is what its document asks for.',
      '  2 pass | 0 warn | 0 later | 0 waived | 0 unknown',
      '  read 2026-11-26 09:12:04 UTC',
      '',
      'exit 0 (done)'.padStart(80),
      '',
    ]);
  });

  it('shows what is waived with reason and expiry, told once', () => {
    const text = textOf(waivedPlan());
    expect(text).toContain('  WAIVED ACK104 Kubernetes is 1.16.9;');
    expect(text.split('Waived until 2026-12-01: 1.16, CHG12344').length).toBe(2);
  });

  it('takes reason and expiry from the declared waivers when the check does not tell them', () => {
    const plan = waivedPlan();
    const checks = plan.checks.map(({ detail, ...check }) =>
      check.code === 'ACK104' ? check : { ...check, detail: detail ?? '' },
    );
    expect(textOf({ ...plan, checks })).toContain('Waived until 2026-12-01: 1.16, CHG12344');
  });

  it('shows many targets blocked first, under a summary that holds the decision', () => {
    const text = textOf(twoTargetPlan());
    expect(lines(text)[0]).toBe('PLAN  2 targets: 1 BLOCKED, 1 READY                        decision 7f3ac21e90b4');
    expect(text.indexOf('\nBLOCKED  AckCluster/stage-1')).toBeGreaterThan(0);
    expect(text.indexOf('\nREADY  AckCluster/prod')).toBeGreaterThan(text.indexOf('\nBLOCKED  AckCluster/stage-1'));
    expect(text).toContain('A yes starts what is READY and nothing else');
    expect(text).not.toContain('  Yes    ');
    expect(text).toContain('  1 of 1 check stands in the way. No approval can skip it.');
  });

  it('shows every sign with its word, steps that run only on failure, and what abort keeps', () => {
    const text = textOf(dedicatedPlan());
    expect(text).toContain('  signs: ? check, = gate, + add, ~ change, ! one-way, - remove');
    expect(text).toContain('  6  ~ only if 5 fails: bring');
    expect(text).toContain('  Stops before 5: onward abort undoes 2, keeps 3 4. Once 5 is sent:');
    expect(text).toContain('  Money  Pro fee +66 USD/month, SLB unknown');
    expect(text).toContain('    3 master ECS, still billed: release them');
    expect(text).toContain('  Takes  13-33 min in all');
  });

  it('colours only when asked, and then changes nothing but colours', () => {
    const report = buildPlanReport(readyPlan());
    const plain = renderPlan(report, { format: 'text', width: 80, color: false });
    const colored = renderPlan(report, { format: 'text', width: 80, color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[1;32mREADY\u001b[0m  AckCluster/prod');
    expect(colored.replace(/\u001b\[[\d;]*m/g, '')).toBe(plain);
  });

  it.each(allPlans)('stays within 80 columns, in ASCII, without spaces at the end: %s', (_, plan) => {
    for (const line of lines(textOf(plan))) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      expect(line).toMatch(/^[\x20-\x7e]*$/);
      expect(line).not.toMatch(/ $/);
    }
  });

  it.each([40, 50, 60, 72, 100, 120])('is at %i columns wider only for a word that cannot be broken', (width) => {
    for (const [, plan] of allPlans)
      for (const line of lines(textOf(plan, width))) {
        const longest = Math.max(...line.trim().split(/\s+/).map(displayWidth));
        if (displayWidth(line) > width) expect(longest, line).toBeGreaterThan(width - 16);
      }
  });

  it('counts columns, not characters, in a table of Chinese titles', () => {
    const plan = readyPlan();
    const title =
      '\u68c0\u67e5\u96c6\u7fa4\u662f\u5426\u53ef\u4ee5\u8fc1\u79fb\u5230\u4e13\u4e1a\u7248\u672c\u7684\u96c6\u7fa4';
    const text = textOf({ ...plan, steps: plan.steps.map((step) => ({ ...step, title })) });
    for (const line of lines(text)) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    expect(text).toContain('\u68c0\u67e5\u96c6\u7fa4');
  });

  it('breaks a headline that is too long instead of widening the page', () => {
    const address = 'AckCluster/a-cluster-with-quite-a-long-name-in-hangzhou' as const;
    const text = textOf({ ...nothingPlan(), targets: [targetOf(address, { journey: 'dedicated -> pro' })] });
    for (const line of lines(text)) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });
});
