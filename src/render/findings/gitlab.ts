import type { Change } from '../../core/diff.ts';
import { impactSign } from '../model/sign.ts';

/** The members that GitLab asks of a report of this kind; a plan that does nothing has them too. */
interface Counts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

const counted = (changes: readonly Pick<Change, 'impact'>[]): Counts => {
  const signs = changes.map(({ impact }) => impactSign[impact]);
  const remove = signs.filter((sign) => sign === '-').length;
  const create = signs.filter((sign) => sign === '+').length;
  // What cannot be undone is a change like any other to the widget, which has three numbers.
  return { create, update: signs.length - create - remove, delete: remove };
};

/** `artifacts: reports: terraform`: how many things differ. Whether they may be changed, the job's exit code says. */
export const gitlabReport = (changes: readonly Pick<Change, 'impact'>[]): string =>
  `${JSON.stringify(counted(changes))}\n`;
