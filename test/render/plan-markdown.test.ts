import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { dedicatedPlan } from './dedicated-plan.ts';
import { blockedPlan, incompletePlan, twoTargetPlan } from './plan-variants.ts';
import { check, decision, digest, readyPlan, stepsFor, targetOf } from './plans.ts';
import { allPlans, markdownOf } from './shown.ts';

const size = (text: string): number => new TextEncoder().encode(text).length;

/** A fleet, each target blocked by as many checks as asked for. */
const fleet = (targets: number, checks: number): Plan => {
  const addresses = Array.from({ length: targets }, (_, at) => `AckCluster/cluster-${at}` as const);
  return readyPlan({
    applicable: false,
    targets: addresses.map((address) => targetOf(address)),
    steps: addresses.flatMap((address) => stepsFor(address)),
    checks: addresses.flatMap((address) =>
      Array.from({ length: checks }, (_, at) =>
        check(`ACK${at + 100}`, 'fail', {
          address,
          detail: 'because of a reason that needs some words '.repeat(4).trim(),
        }),
      ),
    ),
  });
};

describe('a plan as Markdown', () => {
  it('begins with how it stands and the table of the first screen', () => {
    expect(markdownOf(readyPlan()).split('\n').slice(0, 5)).toEqual([
      '### READY \u00b7 AckCluster/prod \u00b7 standard \u2192 pro \u00b7 **cannot be undone**',
      '',
      '| for ever | API server away | takes | now | your yes |',
      '|---|---|---|---|---|',
      '| 2 migrate | 5-10 min in 2 | 12-31 min in all | nothing is written; onward apply runs 1 precheck, then waits at GATE commit | at commit starts 2 migrate (SENT ONCE, NO WAY BACK), 3 prove |',
    ]);
  });

  it('ends with the full decision, the full digest and the hidden marker', () => {
    expect(markdownOf(readyPlan())).toMatch(
      new RegExp(
        `\\nDecision \`${decision}\`<br>\\nDigest \`${digest}\`\\n\\n<!-- onward:plan AckCluster/prod -->\\n$`,
      ),
    );
  });

  it('shows what blocks unfolded and everything else folded', () => {
    const markdown = markdownOf(blockedPlan());
    const first = markdown.slice(0, markdown.indexOf('<details>'));
    expect(first).toContain('- **FAIL ACK103** 1 task runs on the cluster; 0 allowed `clusters/prod.yaml:4`<br>');
    expect(first).toContain('- **ASK ACK133**');
    expect(first).not.toContain('ACK109');
    expect(markdown).toContain('- **NOT YET CHECKED ACK109** vSwitches have 2 or more free addresses');
    expect(markdown).toContain('\nexit 5 (blocked)\n');
  });

  it('draws the point of no return between the gate and the first one-way step', () => {
    const rows = markdownOf(readyPlan()).split('\n');
    const point = rows.findIndex((row) => row.includes('**POINT OF NO RETURN**'));
    expect(rows[point - 1]).toContain('`prod/commit`');
    expect(rows[point + 1]).toContain('| 2 `!` one-way | `prod/migrate` |');
  });

  it('puts the signs of changes at the first column of a diff fence', () => {
    expect(markdownOf(dedicatedPlan())).toContain(
      '```diff\n+ role.grant: (none) \u2192 x\n~ slb.spec: slb.s0.share \u2192 slb.s1.small\n- masters: 3 \u2192 0\n```\n\n</details>',
    );
  });

  it('compares values of several lines line by line, and folds what is the same', () => {
    const [change] = readyPlan().changes;
    const same = Array.from({ length: 20 }, (_, at) => `same ${at}`).join('\n');
    const changes = [{ ...change!, fact: 'policy', before: `${same}\nold\n`, after: `${same}\nnew\n` }];
    expect(markdownOf(readyPlan({ changes }))).toContain(
      [
        '```diff\n! policy:\n same 0\n same 1\n same 2\n@@ 14 lines are the same @@',
        ' same 17\n same 18\n same 19\n-old\n+new\n```',
      ].join('\n'),
    );
  });

  it.each(allPlans)('keeps blank lines around what is folded, so that Markdown is read inside it: %s', (_, plan) => {
    const markdown = markdownOf(plan);
    expect(markdown.match(/<details>/g)?.length ?? 0).toBe(markdown.match(/\n\n<\/details>\n\n/g)?.length ?? 0);
    expect(markdown.match(/<details>/g)?.length ?? 0).toBe(markdown.match(/<\/summary>\n\n/g)?.length ?? 0);
    expect(markdown).not.toMatch(/\n{3}/);
    expect(markdown).not.toMatch(/ $/m);
  });

  it.each(allPlans)('is the same bytes each time: %s', (_, plan) => {
    expect(markdownOf(structuredClone(plan))).toBe(markdownOf(plan));
  });

  it('says how many targets stand how, blocked ones first', () => {
    const markdown = markdownOf(twoTargetPlan());
    expect(markdown.split('\n')[0]).toBe('## 2 targets: 1 BLOCKED, 1 READY');
    expect(markdown.indexOf('### BLOCKED')).toBeLessThan(markdown.indexOf('### READY'));
  });

  it('names what was not read', () => {
    expect(markdownOf(incompletePlan())).toContain('Unread: cluster.tags by ListTagResources: refused, Forbidden.RAM');
  });

  it('stays within 60,000 bytes, keeps the first screens before the folds, and counts what it cut', () => {
    const many = markdownOf(fleet(200, 3));
    expect(size(many)).toBeLessThanOrEqual(60_000);
    expect(size(many)).toBeGreaterThan(50_000);
    expect(many).toMatch(/\n_\d+ more parts cut; `onward show plan\.json --full` prints them all\._\n/);
    expect(many.match(/^\| \*\*BLOCKED\*\* \|/gm)?.length).toBe(200);
    expect(many.endsWith('<!-- onward:plan -->\n')).toBe(true);
  });

  it('shows a row for targets that say the same, where a row for each would be too long', () => {
    const markdown = markdownOf(fleet(2000, 2));
    expect(size(markdown)).toBeLessThanOrEqual(60_000);
    expect(markdown.match(/^\| \*\*BLOCKED\*\* \|.*/gm)).toEqual([
      '| **BLOCKED** | 2000: AckCluster/cluster-0,1,2 and 1997 more | FAIL ACK100, FAIL ACK101 |',
    ]);
    expect(markdown).toContain('\n\nIn the way: FAIL ACK100 x2000, FAIL ACK101 x2000\n\n');
  });

  it('cuts the evidence before the steps, and the steps before a first screen', () => {
    const left = (targets: number): readonly number[] => {
      const markdown = markdownOf(fleet(targets, 1));
      return [/^### BLOCKED/gm, /<summary>Steps/g, /^- read: /gm].map((of) => markdown.match(of)?.length ?? 0);
    };
    expect([1, 20, 40, 80, 160].map(left)).toEqual([
      [1, 1, 2],
      [20, 20, 40],
      [40, 27, 0],
      [80, 9, 0],
      [93, 0, 0],
    ]);
  });

  it('names every obstacle by its code, however many were cut', () => {
    const one = markdownOf(fleet(1, 600));
    expect(size(one)).toBeLessThanOrEqual(60_000);
    const shown = one.match(/^- \*\*FAIL/gm)?.length ?? 0;
    expect(one).toMatch(
      new RegExp(
        `_${600 - shown} of 600 checks cut \\(FAIL ACK${100 + shown}, .*, FAIL ACK699\\); \`onward show plan\\.json --full\` prints`,
      ),
    );
  });
});
