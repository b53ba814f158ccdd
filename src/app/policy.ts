import { join } from 'node:path';
import type { ApprovalPolicy } from '../core/approval-policy.ts';
import { principalsIn } from '../core/allowed-signers.ts';
import { canonical } from '../core/canonical.ts';
import { fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Json } from '../core/fact.ts';
import type { Alteration, PlanPolicy } from '../core/plan-policy.ts';
import { alterationsOf } from '../core/policy-changes.ts';
import type { Project } from '../document/project.ts';
import type { Host } from './host.ts';
import { filesOn, missing, otherBranch, placeOf, projectOn, unreadable, type PolicyPlace } from './policy-place.ts';
import { textIn } from './programs.ts';

/** The policy that counts, wherever it was read. */
export interface Policy {
  readonly plan: PlanPolicy;
  /** The project whose policy it is: its windows, waves, limits and stop rules count too. */
  readonly project: Project;
  readonly signers: Uint8Array | null;
  readonly revoked: Uint8Array | null;
  /** Where it was read; null: in the work tree, since no protected branch is named. */
  readonly at: PolicyPlace | null;
}

interface Files {
  readonly signers: Uint8Array | null;
  readonly revoked: Uint8Array | null;
}

type Keep = 'signers' | 'revoked';

const pathsIn = (approvals: ApprovalPolicy | null): readonly (readonly [Keep, string])[] =>
  (['signers', 'revoked'] as const).flatMap((keep) => {
    const path = approvals?.[keep];
    return path === undefined ? [] : [[keep, path] as const];
  });

/** The files that a policy names, on its branch. */
const filesOf = async (place: PolicyPlace, approvals: ApprovalPolicy | null): Promise<Result<Files>> => {
  const paths = pathsIn(approvals);
  const found = await filesOn(
    place,
    paths.map(([, path]) => path),
  );
  const diagnostics = paths.flatMap(([, path], index) => {
    const one = found[index] ?? { is: 'absent' };
    return one.is === 'file' ? [] : [missing(place, path, one)];
  });
  if (diagnostics.length > 0) return fail(...diagnostics);
  const bytes = (keep: Keep): Uint8Array | null => {
    const one = found[paths.findIndex(([name]) => name === keep)];
    return one?.is === 'file' ? one.bytes : null;
  };
  return succeed({ signers: bytes('signers'), revoked: bytes('revoked') });
};

const hereAt = async (host: Host, project: Project, path: string): Promise<Uint8Array | null> => {
  const read = await host.files.readFile(join(project.directory, path));
  return read.is === 'file' ? read.bytes : null;
};

/** The same files in the work tree: they count where no branch is named, else they are only compared. */
const filesHere = async (host: Host, project: Project, approvals: ApprovalPolicy | null): Promise<Result<Files>> => {
  const read = new Map<Keep, Uint8Array>();
  for (const [keep, path] of pathsIn(approvals)) {
    const bytes = await hereAt(host, project, path);
    if (bytes === null) return fail(unreadable(path, 'cannot be read', `write it beside ${project.file}`));
    read.set(keep, bytes);
  }
  return succeed({ signers: read.get('signers') ?? null, revoked: read.get('revoked') ?? null });
};

const linesIn = (bytes: Uint8Array | null): readonly string[] =>
  bytes === null
    ? []
    : textIn(bytes)
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '');

/** A file of the policy that the change would have otherwise, told by how many lines are no longer, or newly, there. */
const fileAltered = async (host: Host, here: Project, counts: Policy): Promise<readonly Alteration[]> => {
  const altered: Alteration[] = [];
  for (const [keep, path] of pathsIn(counts.project.approvals)) {
    const own = linesIn(await hereAt(host, here, path));
    const those = linesIn(counts[keep]);
    const [gone, added] = [
      those.filter((line) => !own.includes(line)).length,
      own.filter((line) => !those.includes(line)).length,
    ];
    const lines = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;
    if (gone + added > 0)
      altered.push({ key: `${keep} (${path})`, counts: lines(those.length), asked: `${gone} gone, ${added} new` });
  }
  return altered;
};

/** In the order in which a change of them is told. */
const parts = ['approvals', 'windows', 'stopOn', 'limits', 'waves', 'wave'] as const;

const build = (host: Host, project: Project, at: PolicyPlace | null, files: Files): Policy => {
  const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : textIn(bytes));
  const body: Json = { ...project.policyParts, signers: text(files.signers), revoked: text(files.revoked) };
  const plan: PlanPolicy = {
    from: at?.ref ?? null,
    namedBy: at?.namedBy ?? 'workTree',
    branch: at?.branch ?? null,
    commit: at?.commit ?? null,
    approvals: project.approvals,
    digest: `sha256:${host.sha256(canonical(body))}`,
    signers: files.signers === null ? [] : principalsIn(textIn(files.signers)),
    alters: [],
  };
  return { plan, project, at, ...files };
};

const noPrincipal = ({ project, signers, plan }: Policy): Diagnostic | null =>
  signers === null || plan.signers.length > 0
    ? null
    : unreadable(project.approvals?.signers ?? '', 'names no signer', 'write one line a person: NAME KEY');

const withAlterations = async (host: Host, here: Project, policy: Policy): Promise<Policy> => {
  const written = parts.flatMap((part) =>
    alterationsOf(part, policy.project.policyParts[part], here.policyParts[part]),
  );
  const alters = [...written, ...(await fileAltered(host, here, policy))];
  return { ...policy, plan: { ...policy.plan, alters } };
};

/** What of a policy there is to judge by: a project may say nothing of it, in the work tree and on its branch. */
const isSilent = ({ plan, at }: Policy): boolean => plan.approvals === null && plan.alters.length === 0 && at === null;

/**
 * The policy that judges what is planned and applied here: that of the protected branch, whatever the work tree says. The
 * runner's environment names the branch, else the project on the remote's default branch, else the project at hand. Null
 * where nobody speaks of a policy.
 */
export const policyOf = async (host: Host, project: Project | null): Promise<Result<Policy | null>> => {
  if (project === null) return succeed(null);
  const place = await placeOf(host, project);
  if (!place.ok) return place;
  const at = place.value;
  const counts = at === null ? succeed(project) : await projectOn(at, project.directory);
  if (!counts.ok) return counts;
  const astray = at === null ? null : await otherBranch(at, counts.value);
  if (astray !== null) return fail(astray);
  const { approvals } = counts.value;
  const files = at === null ? await filesHere(host, project, approvals) : await filesOf(at, approvals);
  if (!files.ok) return files;
  const policy = build(host, counts.value, at, files.value);
  const nobody = noPrincipal(policy);
  if (nobody !== null) return fail(nobody);
  const compared = at === null ? policy : await withAlterations(host, project, policy);
  return succeed(isSilent(compared) ? null : compared);
};
