import { ancestors } from '../../core/order.ts';
import { foldNames } from './fold-names.ts';
import { grouped } from './grouped.ts';
import type { Sentence } from './plan-report.ts';
import { namesOf, type Member } from './set-member.ts';
import { isStepRow, type StepRow } from './step-rows.ts';

/** So many notes that are not of all are told; the others are counted. */
const most = 6;

interface Said {
  readonly member: Member;
  readonly says: string;
}

const whom = (said: readonly Said[], going: readonly Member[]): string => {
  const members = [...new Set(said.map(({ member }) => member))];
  return members.length === going.length ? 'all' : foldNames(namesOf(members));
};

/** `migrate (all)`, `detach (erp-gpu)`: steps by their name within the member, with those that have them. */
const stepNames = (going: readonly Member[], is: (row: StepRow) => boolean): string => {
  const said = going.flatMap((member) =>
    member.report.rows
      .filter(isStepRow)
      .filter(is)
      .map(({ local }) => ({ member, says: local })),
  );
  return [...grouped(said, ({ says }) => says)].map(([says, of]) => `${says} (${whom(of, going)})`).join(', ');
};

const undoWords = (going: readonly Member[]): string => {
  const forEver = stepNames(going, (row) => row.forEver);
  if (forEver !== '') return `CANNOT BE UNDONE: ${forEver}.`;
  const lossy = stepNames(going, (row) => row.onlyIf === null && row.reversibility === 'compensable');
  return lossy === '' ? 'Every step can be undone.' : `Every step can be taken back; with loss: ${lossy}.`;
};

/** Each step that takes something away has a gate before it. */
const isGated = ({ acts, gates, part }: Member): boolean =>
  acts
    .filter(({ downtime }) => downtime !== null)
    .every(({ id }) => {
      const above = ancestors(part.steps, id);
      return gates.some((gate) => above.has(gate.id));
    });

/** What is for ever of all who go, and whether anything stops unasked. */
export const setFacts = (going: readonly Member[]): readonly Sentence[] => {
  if (going.length === 0) return [];
  const stops = going.some(({ acts }) => acts.some(({ downtime }) => downtime !== null));
  return [
    { about: 'undo', says: undoWords(going) },
    ...(stops && going.every(isGated) ? [{ about: 'else', says: 'Nothing is stopped without a yes.' } as const] : []),
  ];
};

/** What is said of all who go, once; then what is said of some, with their names. */
export const setNotes = (going: readonly Member[]): readonly string[] => {
  const said = going.flatMap((member) => member.part.notices.map(({ says }) => ({ member, says })));
  const groups = [...grouped(said, ({ says }) => says)].map(([says, of]) => ({ says, whom: whom(of, going) }));
  const some = groups.filter(({ whom: names }) => names !== 'all');
  const left = some.length - most;
  return [
    ...groups.filter(({ whom: names }) => names === 'all').map(({ says }) => says),
    ...some.slice(0, most).map(({ says, whom: names }) => `${names}: ${says}`),
    ...(left > 0 ? [`and ${left} more, each of single members`] : []),
  ];
};

/** What stays behind, counted; what is to be done about it where that is one thing. */
export const setLeftBehind = (going: readonly Member[]): string | null => {
  const left = going.flatMap(({ part: { leftBehind } }) => leftBehind);
  if (left.length === 0) return null;
  const billed = left.filter((one) => one.billed).length;
  const due = [...new Set(left.flatMap((one) => (one.due === undefined ? [] : [one.due])))];
  const remedies = [...new Set(left.map(({ remedy }) => remedy))];
  const parts = [
    `${left.length} ${left.length === 1 ? 'thing' : 'things'} to see to`,
    ...(billed === 0 ? [] : [`${billed} still billed`]),
    ...(due.length === 0 ? [] : [`due in ${due.join(', ')}`]),
  ];
  const [first = '', ...others] = remedies;
  const more = others.length === 0 ? '' : ` (and ${others.length} other ${others.length === 1 ? 'way' : 'ways'})`;
  return `${parts.join(', ')}: ${first}${more}`;
};
