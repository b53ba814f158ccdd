import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { placeOf } from '../../src/forge/place.ts';
import { around, codesOf, forgeAt, openAt, valueOf } from './around.ts';
import { gitLabEnv, gitLabHost, head, merged, mergeOf, worldOf, type GitLabWorld } from './gitlab-host.ts';

const marker = '<!-- onward:plan:fleet -->';
const old = 'd'.repeat(40);

const open = async (more: Partial<GitLabWorld> = {}, env: Readonly<Record<string, string>> = {}) => {
  const world = worldOf(more);
  const host = await gitLabHost(world);
  return { world, host, forge: forgeAt({ ...gitLabEnv(host.url), ...env }, null) };
};

const approval = (username: string, approved_at?: string) => ({
  user: { username },
  ...(approved_at === undefined ? {} : { approved_at }),
});

const pushed = [
  { head_commit_sha: head, created_at: '2026-11-27T10:00:00Z' },
  { head_commit_sha: old, created_at: '2026-11-27T08:00:00Z' },
];

const reviewsOf = async (more: Partial<GitLabWorld>) => {
  const { forge } = await open({ versions: pushed, ...more });
  return valueOf(await forge.changeRequest())?.reviews;
};

describe('a merge request', () => {
  it('is read with its head and who wrote it', async () => {
    const commits = [
      { author_name: 'Dave', author_email: 'dave@example.com' },
      { author_name: 'Someone', author_email: 'someone@example.com' },
    ];
    const { forge } = await open({ commits });
    expect(valueOf(await forge.changeRequest())).toEqual({
      number: 7,
      url: 'https://gitlab.com/acme/fleet/-/merge_requests/7',
      author: 'dave',
      authors: ['dave'],
      unknownAuthors: ['someone@example.com'],
      head,
      mergedAs: null,
      base: 'c'.repeat(40),
      fork: false,
      reviews: [],
    });
  });

  it('is found by the commit that its merge made, on a branch', async () => {
    const merges = { [merged]: [mergeOf({ iid: 3, sha: old }), mergeOf({ squash_commit_sha: merged })] };
    const { forge } = await open({ merges }, { CI_MERGE_REQUEST_IID: '', CI_COMMIT_SHA: merged });
    expect(valueOf(await forge.changeRequest())?.number).toBe(7);
  });

  it.each([
    { reason: 'a merge commit', row: { merge_commit_sha: merged, squash_commit_sha: old }, is: merged },
    { reason: 'a squash', row: { merge_commit_sha: null, squash_commit_sha: merged }, is: merged },
    { reason: 'a fast-forward', row: { merge_commit_sha: null, squash_commit_sha: null }, is: head },
  ])('is merged as what $reason left the branch at, and as nothing before', async ({ row, is }) => {
    const after = await open({ merge: mergeOf({ state: 'merged', ...row }) });
    expect(valueOf(await after.forge.changeRequest())?.mergedAs).toBe(is);
    const before = await open({ merge: mergeOf({ state: 'opened', ...row }) });
    expect(valueOf(await before.forge.changeRequest())?.mergedAs).toBeNull();
  });

  it('is from a fork where its source is another project', async () => {
    const { forge } = await open({ merge: mergeOf({ source_project_id: 77 }) });
    expect(valueOf(await forge.changeRequest())?.fork).toBe(true);
    const env = { ...gitLabEnv('https://gitlab.com/api/v4'), CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '77' };
    expect(placeOf(around(env, null))?.fork).toBe(true);
  });
});

describe('an approval', () => {
  it('is of the head that was there when it was given', async () => {
    const approvedBy = [approval('alice', '2026-11-27T10:30:00Z'), approval('bob', '2026-11-27T09:00:00Z')];
    expect(await reviewsOf({ approvedBy })).toEqual([
      { by: 'alice', at: '2026-11-27T10:30:00Z', state: 'approved', head },
      { by: 'bob', at: '2026-11-27T09:00:00Z', state: 'approved', head: old },
    ]);
  });

  it('is not of a head that was pushed in the same second', async () => {
    const approvedBy = [approval('alice', '2026-11-27T10:00:00.500Z')];
    expect(await reviewsOf({ approvedBy })).toMatchObject([{ head: old }]);
  });

  it('is dated by GitLab’s own note where it has no time of its own', async () => {
    const note = (id: number, body: string, created_at: string) => ({
      id,
      username: 'alice',
      body,
      created_at,
      system: true,
    });
    const notes = [
      note(1, 'approved this merge request', '2026-11-27T08:30:00Z'),
      note(2, 'unapproved this merge request', '2026-11-27T09:00:00Z'),
      note(3, 'approved this merge request', '2026-11-27T11:00:00Z'),
      { ...note(4, 'approved this merge request', '2026-11-27T11:00:00Z'), username: 'bob', system: false },
    ];
    expect(await reviewsOf({ approvedBy: [approval('alice'), approval('bob')], notes })).toEqual([
      { by: 'alice', at: '2026-11-27T11:00:00Z', state: 'approved', head },
      { by: 'bob', at: '', state: 'approved', head: null },
    ]);
  });

  it('is of no known head where it came before every version', async () => {
    expect(await reviewsOf({ approvedBy: [approval('alice', '2026-11-27T07:00:00Z')] })).toMatchObject([
      { head: null },
    ]);
  });
});

describe('the one note', () => {
  it('is made where there is none, then refreshed in its place, and never somebody else’s', async () => {
    const theirs = { id: 1, username: 'mallory', body: `${marker}\nREADY, trust me` };
    const { forge, world } = await open({ notes: [{ ...theirs }] });
    expect(valueOf(await forge.upsertComment(7, marker, 'first')).is).toBe('created');
    expect(valueOf(await forge.upsertComment(7, marker, 'second')).is).toBe('updated');
    expect(world.notes.map(({ body }) => body)).toEqual([theirs.body, `${marker}\nsecond`]);
  });

  it('is refused to the token of a job, by a code that says which token is needed', async () => {
    const { forge, world } = await open({}, { ONWARD_GITLAB_TOKEN: '' });
    const posted = await forge.upsertComment(7, marker, 'x');
    expect(codesOf(posted)).toEqual(['FRG004']);
    expect(posted.diagnostics[0]?.remedy).toContain('ONWARD_GITLAB_TOKEN');
    expect(JSON.stringify(posted)).not.toContain(canaries.jobToken);
    expect(world.notes).toEqual([]);
  });

  it('is read by GitLab’s words where a field is wrong', async () => {
    const { forge, host } = await open();
    host.troubles.push(null, null, {
      status: 400,
      body: { message: { body: ['is too long'] }, error: 'body is invalid' },
    });
    const posted = await forge.upsertComment(7, marker, 'x');
    expect(posted.diagnostics[0]?.summary).toContain('400 body is invalid');
  });
});

describe('what is shown', () => {
  const decision = `sha256:${'1'.repeat(64)}`;
  const foot = `<sub>commit \`${head.slice(0, 12)}\`</sub>`;
  const body = `${marker}\n### READY\n\nDecision \`${decision}\`<br>\nDigest \`x\`\n\n${foot}\n`;

  it('is read from our own note, with when it was changed last', async () => {
    const notes = [
      { id: 1, username: 'mallory', body },
      { id: 2, username: 'project_42_bot', body, updated_at: '2026-11-27T11:00:00Z' },
      { id: 3, username: 'project_42_bot', body, system: true },
    ];
    const { forge } = await open({ notes });
    const at = '2026-11-27T11:00:00Z';
    expect(valueOf(await forge.shown(7))).toEqual([{ decision, commit: head.slice(0, 12), at }]);
  });

  it('is not known to the token of a job, which cannot say whose it is', async () => {
    const { forge } = await open({ notes: [{ id: 1, username: 'project_42_bot', body }] }, { ONWARD_GITLAB_TOKEN: '' });
    expect(codesOf(await forge.shown(7))).toEqual(['FRG004']);
  });
});

describe('what a job gives', () => {
  it.each([
    { name: 'CI_API_V4_URL', value: 'http://gitlab.example.com/api/v4', code: 'FRG002' },
    { name: 'CI_API_V4_URL', value: '', code: 'FRG001' },
    { name: 'CI_MERGE_REQUEST_PROJECT_ID', value: '42/../1', code: 'FRG001' },
    { name: 'ONWARD_GITLAB_TOKEN', value: 'canary\nx', code: 'FRG001' },
  ])('is refused before anything is sent: $name=$value', ({ name, value, code }) => {
    const opened = openAt({ ...gitLabEnv('https://gitlab.com/api/v4'), [name]: value }, null);
    expect(codesOf(opened)).toEqual([code]);
    expect(JSON.stringify(opened)).not.toContain('canary');
  });
});
