import { posix } from 'node:path';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { PlanPolicy } from '../core/plan-policy.ts';
import { decode } from '../document/decode.ts';
import { parseFile } from '../document/parse.ts';
import { projectFile, projectOf, type Project } from '../document/project.ts';
import { filesAt, type Committed } from './git-files.ts';
import { defaultBranch, neededRepository, protectedBranch, repositoryOf } from './git.ts';
import type { ProtectedBranch, Repository } from './git.ts';
import type { Host } from './host.ts';

export interface PolicyPlace extends ProtectedBranch {
  readonly repository: Repository;
  readonly namedBy: PlanPolicy['namedBy'];
}

/** Where a runner says which branch judges, a change cannot name another. */
const variable = 'ONWARD_POLICY_FROM';

export const unreadable = (file: string, why: string, remedy: string): Diagnostic =>
  error('PLN026', {
    summary: `${file} ${why}`,
    detail: 'The policy is read from the protected branch, never from the change it judges. Nothing was sent.',
    remedy,
  });

const named = ({ branch }: ProtectedBranch, path: string): string => `${branch}:${path}`;

export const missing = (place: ProtectedBranch, path: string, found: Exclude<Committed, { is: 'file' }>): Diagnostic =>
  found.is === 'absent'
    ? unreadable(named(place, path), 'is not there', `bring ${path} to ${place.branch} first, by a change of its own`)
    : unreadable(named(place, path), found.why, `keep ${path} as a plain file on ${place.branch}`);

/** Files of the project as the branch holds them; paths are relative to the project's folder. */
export const filesOn = async ({ repository, commit }: PolicyPlace, paths: readonly string[]) => {
  const rooted = paths.map((path) => posix.join(repository.prefix, path));
  const found = await filesAt(repository, commit, rooted);
  return paths.map((_, index): Committed => found.get(rooted[index] ?? '') ?? { is: 'absent' });
};

const projectIn = (bytes: Uint8Array, file: string, directory: string): Result<Project> => {
  const text = decode(bytes, file);
  if (!text.ok) return text;
  const parsed = parseFile(text.value, file);
  return parsed.ok ? projectOf(parsed.value, { file, directory, kinds: null }) : parsed;
};

export const projectOn = async (place: PolicyPlace, directory: string): Promise<Result<Project>> => {
  const [found = { is: 'absent' }] = await filesOn(place, [projectFile]);
  if (found.is !== 'file') return fail(missing(place, projectFile, found));
  return projectIn(found.bytes, named(place, projectFile), directory);
};

/** Branches of the remote that nobody moves who works on a change: the default one where this clone knows it, else by their usual names. */
const anchors = async (repository: Repository): Promise<readonly string[]> => {
  const ref = await defaultBranch(repository);
  return [...(ref === null ? [] : [ref]), 'main', 'master'];
};

/** The protected branch that the project names on such a branch, whatever it names in the work tree. */
const namedByRemote = async (repository: Repository, directory: string): Promise<string | null> => {
  for (const name of await anchors(repository)) {
    const found = await protectedBranch(repository, name);
    if (!found.ok || !found.value.ref.startsWith('refs/remotes/')) continue;
    const project = await projectOn({ ...found.value, repository, namedBy: 'remote' }, directory);
    if (project.ok && project.value.policyFrom !== null) return project.value.policyFrom;
  }
  return null;
};

type NamedBy = readonly [name: string, by: PlanPolicy['namedBy']];

/** Who names the protected branch: the runner, else the remote's default branch, else the work tree. */
const namedBy = async (host: Host, project: Project, repository: Repository): Promise<NamedBy | null> => {
  const given = host.env[variable];
  if (given) return [given, 'runner'];
  const remote = await namedByRemote(repository, project.directory);
  if (remote !== null) return [remote, 'remote'];
  return project.policyFrom === null ? null : [project.policyFrom, 'workTree'];
};

export const placeOf = async (host: Host, project: Project): Promise<Result<PolicyPlace | null>> => {
  const asked = host.env[variable] || project.policyFrom;
  const found: Result<Repository | null> = asked
    ? await neededRepository(host, project.directory, `The policy is read from the branch ${asked}.`)
    : succeed(await repositoryOf(host, project.directory));
  if (!found.ok) return found;
  const repository = found.value;
  const named = repository === null ? null : await namedBy(host, project, repository);
  if (repository === null || named === null) return succeed(null);
  const branch = await protectedBranch(repository, named[0]);
  return branch.ok ? succeed({ ...branch.value, repository, namedBy: named[1] }) : branch;
};

/** Two branches that each call the other the protected one would judge by whichever was named last. */
export const otherBranch = async (
  { repository, ref, branch }: PolicyPlace,
  project: Project,
): Promise<Diagnostic | null> => {
  if (project.policyFrom === null) return null;
  const own = await protectedBranch(repository, project.policyFrom);
  if (own.ok && own.value.ref === ref) return null;
  const remedy = `policyFrom: ${project.policyFrom}, or ${variable}=${project.policyFrom} on the runner`;
  return unreadable(project.file, `says that ${project.policyFrom} is the protected branch, not ${branch}`, remedy);
};
