import type { PlanReport, Standing, TargetReport } from '../model/plan-report.ts';
import { pageId } from './anchor.ts';
import { arrowed, markup, nothing, type Html } from './markup.ts';
import { badge } from './target-block.ts';

const standings: readonly Standing[] = ['BLOCKED', 'INCOMPLETE', 'READY', 'NOTHING TO DO'];

const standingBox = (standing: Standing, count: number): Html =>
  count === 0
    ? nothing
    : markup`<label class="box"><input type="checkbox" name="standing" value="${standing}" checked> ${badge(standing)} ${count}</label>\n`;

/** A choice among the values that targets have, with how many each; nothing where all are alike. */
const choice = (name: 'journey' | 'wave' | 'set', values: readonly (string | null)[]): Html => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (new Set(values).size < 2) return nothing;
  const options = [...counts].map(
    ([value, count]) => markup`<option value="${value}">${arrowed(value)} (${count})</option>`,
  );
  return markup`<label class="choice">${name} <select name="${name}"><option value="">all</option>${options}</select></label>\n`;
};

const boxesOf = (targets: readonly TargetReport[]): Html => {
  const boxes = standings.map((standing) =>
    standingBox(standing, targets.filter((target) => target.standing === standing).length),
  );
  return new Set(targets.map(({ standing }) => standing)).size < 2
    ? nothing
    : markup`<fieldset>\n<legend class="unseen">standing</legend>\n${boxes}</fieldset>\n`;
};

/** What the page's script shows once it runs, and carries out. Without it there is nothing to press. */
export const findForm = ({ targets }: PlanReport): Html =>
  targets.length < 2
    ? nothing
    : markup`<form class="find" role="search" aria-label="Find targets" autocomplete="off" hidden>
<label class="words" for="${pageId('find')}">Find</label>
<input id="${pageId('find')}" type="search" name="words" spellcheck="false" autocapitalize="none" maxlength="200" placeholder="a name, a code, any word">
${boxesOf(targets)}${choice(
        'journey',
        targets.map(({ journey }) => journey),
      )}${choice(
        'wave',
        targets.map(({ wave }) => wave),
      )}${choice(
        'set',
        targets.map(({ set }) => set),
      )}<span class="acts"><button type="button" value="open">Open all</button> <button type="button" value="fold">Fold all</button></span>
<output aria-live="polite">${targets.length} of ${targets.length} targets</output>
</form>
`;
