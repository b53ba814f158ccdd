import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Ask } from './call.ts';
import { numberAt, rowsIn, textAt, type Row } from './json.ts';

/** An artifact of a workflow run of GitHub. */
export interface Artifact {
  readonly name: string;
  readonly run: number;
}

export interface Wanted {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly name: RegExp;
}

/** A run of a fork, or of another branch, may upload whatever it likes under the same name. */
const isOurs = (row: Row, { branch, name }: Wanted): boolean => {
  const own = numberAt(row, 'workflow_run', 'repository_id');
  return (
    name.test(textAt(row, 'name')) &&
    own !== null &&
    numberAt(row, 'workflow_run', 'head_repository_id') === own &&
    textAt(row, 'workflow_run', 'head_branch') === branch
  );
};

const perPage = 100;
const mostPages = 100;

const expired = (name: string): Result<never> => {
  const { means, remedy } = codes.FRG016;
  return fail(error('FRG016', { summary: `the newest store, ${name}, was deleted by its age`, detail: means, remedy }));
};

/** The newest artifact of that name that a run of the branch made; GitHub lists the newest first. Null where there never was one. */
export const newestArtifact = async (ask: Ask, wanted: Wanted): Promise<Result<Artifact | null>> => {
  const what = `the artifacts of ${wanted.repository}`;
  for (let page = 1; page <= mostPages; page += 1) {
    const path = `/repos/${wanted.repository}/actions/artifacts?per_page=${perPage}&page=${page}`;
    const answer = await ask({ method: 'GET', path, what });
    if (!answer.ok) return answer;
    const rows = rowsIn(rowsIn([answer.value])[0]?.['artifacts']);
    const found = rows.find((row) => isOurs(row, wanted));
    const run = numberAt(found, 'workflow_run', 'id');
    if (found !== undefined && found['expired'] === true) return expired(textAt(found, 'name'));
    if (found !== undefined && run !== null) return succeed({ name: textAt(found, 'name'), run });
    if (rows.length < perPage) return succeed(null);
  }
  return succeed(null);
};
