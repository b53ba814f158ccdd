import { describe, expect, it } from 'vitest';
import { allPlans, markdownOf, textOf } from './shown.ts';

/** The names that others hold on to must be those of the plan, in every face. */
describe('names in text and Markdown', () => {
  it.each(allPlans)('shows in Markdown the id of every step, in order: %s', (_, plan) => {
    const rows = markdownOf(plan).match(/^\| [^|]+ \| `[^`|]+` \|/gm) ?? [];
    const ids = rows
      .flatMap((row) => /`([^`]+\/[^`]+)`/.exec(row)?.[1] ?? [])
      .filter((id) => !id.startsWith('AckCluster/'));
    const shown = plan.targets.length === 1 ? plan.steps.map(({ id }) => id) : ids;
    expect(ids).toEqual(shown);
    expect(new Set(ids)).toEqual(new Set(plan.steps.map(({ id }) => id)));
  });

  it.each(allPlans.filter(([, plan]) => plan.applicable))('shows in text the id of every step: %s', (_, plan) => {
    const name = plan.targets[0]!.address.split('/')[1]!;
    const shown = [...textOf(plan).matchAll(/ \[([\w-]+)\]|= GATE ([\w-]+):/g)].map(
      ([, step, gate]) => `${name}/${step ?? gate ?? ''}`,
    );
    expect(shown).toEqual(plan.steps.map(({ id }) => id));
  });

  it.each(allPlans)('leaves out no check that did not pass: %s', (_, plan) => {
    const codes = new Set(plan.checks.filter(({ verdict }) => verdict !== 'pass').map(({ code }) => code));
    for (const code of codes) {
      expect(textOf(plan)).toContain(code);
      expect(markdownOf(plan)).toContain(code);
    }
  });

  it.each(allPlans)('names no check that the plan does not hold: %s', (_, plan) => {
    const known = new Set(plan.checks.map(({ code }) => code));
    for (const step of plan.steps) if (step.type === 'gate') step.requires.forEach(({ code }) => known.add(code));
    for (const face of [textOf(plan), markdownOf(plan)])
      for (const [code] of face.matchAll(/\bACK\d{3}\b/g)) expect(known).toContain(code);
  });

  it.each(allPlans.filter(([, plan]) => plan.applicable))('shows the decision a yes is for: %s', (_, plan) => {
    const short = plan.decision.slice('sha256:'.length, 'sha256:'.length + 12);
    expect(textOf(plan)).toContain(`decision ${short}\n`);
    expect(markdownOf(plan)).toContain(`decision ${short} `);
    expect(markdownOf(plan)).toContain(plan.decision);
    expect(markdownOf(plan)).toContain(plan.digest);
  });
});
