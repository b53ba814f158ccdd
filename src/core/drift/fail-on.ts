import { error, fail, succeed, type Result } from '../diagnostic.ts';
import { driftClasses, isDriftClass, type DriftClass } from './classes.ts';

/** Which rows make a drift run end with 2. What could not be read is no such row: it ends with 1 or 4. */
export interface FailOn {
  readonly classes: readonly DriftClass[];
  /** Also rows of another class that are new, or have changed. */
  readonly news: boolean;
}

export const failOnAll: FailOn = { classes: driftClasses, news: true };

const words = [...driftClasses, 'new', 'none'];

const wrong = (said: string): Result<never> =>
  fail(error('DRF001', { summary: `--fail-on ${said}`, remedy: `words, separated by commas: ${words.join(', ')}` }));

/** Reads `alarm,regression`, `new`, `none`. An alarm fails a run whatever is asked for, but for `none`. */
export const parseFailOn = (text: string): Result<FailOn> => {
  const said = text.split(',').map((word) => word.trim());
  const unknown = said.filter((word) => !words.includes(word));
  if (unknown.length > 0) return wrong(`does not know ${unknown.map((word) => JSON.stringify(word)).join(', ')}`);
  if (!said.includes('none'))
    return succeed({ classes: ['alarm', ...said.filter(isDriftClass)], news: said.includes('new') });
  return said.length === 1 ? succeed({ classes: [], news: false }) : wrong('says none, and something else beside it');
};

/** `standing`: absent where nobody remembers, and then everything may be new. */
export const isFailing = (
  { class: is, standing }: { readonly class: DriftClass; readonly standing?: 'new' | 'still' | 'changed' },
  { classes, news }: FailOn,
): boolean => is !== 'unread' && (classes.includes(is) || (news && standing !== 'still'));
