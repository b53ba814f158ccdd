import { fail, succeed, type Result } from '../core/diagnostic.ts';
import { allPages, type Ask } from './call.ts';
import { rowsIn, textAt, type Row } from './json.ts';
import type { Review } from './port.ts';
import { garbled } from './refusal.ts';

/** A head that a merge request had, from when on; GitLab makes a version of the diff with each push. */
interface Version {
  readonly head: string;
  readonly since: number;
}

const versionsIn = (rows: readonly Row[]): readonly Version[] =>
  rows
    .map((row) => ({ head: textAt(row, 'head_commit_sha'), since: Date.parse(textAt(row, 'created_at')) }))
    .filter(({ head, since }) => head !== '' && !Number.isNaN(since))
    .sort((a, b) => b.since - a.since);

/**
 * GitLab’s approvals name no commit. What was approved is the newest version that was there before; one that was pushed in the
 * very second of the approval may not have been seen, so it is not taken for seen.
 */
const headAt = (versions: readonly Version[], at: string): string | null => {
  const ms = Date.parse(at);
  return versions.find(({ since }) => since + 1000 <= ms)?.head ?? null;
};

/** Words of GitLab’s own notes (`system: true`), which nobody can write by hand. */
const approvedWords = /^approved this merge request/i;

/** When each account approved last, by GitLab’s own notes: what old versions do not tell beside the approval. */
const approvalNotes = (notes: readonly Row[]): ReadonlyMap<string, string> => {
  const rows = notes.filter((row) => row['system'] === true && approvedWords.test(textAt(row, 'body')));
  const pairs = rows.map((row) => [textAt(row, 'author', 'username'), textAt(row, 'created_at')] as const);
  return new Map([...pairs].sort(([, a], [, b]) => Date.parse(a) - Date.parse(b)));
};

/**
 * Who approves now: an approval that was taken back, or reset by a push, is not in the list. Without a time it proves nothing
 * about what was seen, so it is reported as an approval of no known head.
 */
export const gitlabReviews = async (ask: Ask, path: string, number: number): Promise<Result<readonly Review[]>> => {
  const what = `the approvals of merge request ${number}`;
  const approvals = await ask({ method: 'GET', path: `${path}/approvals`, what });
  if (!approvals.ok) return approvals;
  const [row] = rowsIn([approvals.value]);
  if (row === undefined || !Array.isArray(row['approved_by'])) return fail(garbled(what));
  const approved = rowsIn(row['approved_by']);
  if (approved.length === 0) return succeed([]);
  const versions = await allPages(ask, `${path}/versions`, `the versions of merge request ${number}`);
  if (!versions.ok) return versions;
  const timed = approved.every((one) => textAt(one, 'approved_at') !== '');
  const notes = timed
    ? succeed([])
    : await allPages(ask, `${path}/notes?sort=asc`, `the notes of merge request ${number}`);
  if (!notes.ok) return notes;
  const times = approvalNotes(rowsIn(notes.value));
  const known = versionsIn(rowsIn(versions.value));
  return succeed(
    approved.flatMap((one): readonly Review[] => {
      const by = textAt(one, 'user', 'username');
      const at = textAt(one, 'approved_at') || (times.get(by) ?? '');
      return by === '' ? [] : [{ by, at, state: 'approved', head: headAt(known, at) }];
    }),
  );
};
