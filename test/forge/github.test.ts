import { describe, expect, it } from 'vitest';
import { openForge, placeOf } from '../../src/forge/place.ts';
import { around, codesOf, forgeAt, now, openAt, valueOf } from './around.ts';
import type { Reply } from './code-host.ts';
import {
  commitBy,
  gitHubEnv,
  gitHubHost,
  head,
  merge,
  pullEvent,
  pullOf,
  worldOf,
  type GitHubWorld,
} from './github-host.ts';

const marker = '<!-- onward:plan:fleet -->';

const open = async (more: Partial<GitHubWorld> = {}, event: string | null = pullEvent()) => {
  const world = worldOf(more);
  const host = await gitHubHost(world);
  const waits: number[] = [];
  return { world, host, waits, forge: forgeAt(gitHubEnv(host.url), event, waits) };
};

describe('a pull request', () => {
  it('is read with its head, its reviews and who wrote it', async () => {
    const review = (login: string, state: string, commit_id = head) => ({
      user: { login },
      state,
      commit_id,
      submitted_at: '2026-11-27T09:00:00Z',
    });
    const { forge } = await open({
      reviews: [
        review('alice', 'APPROVED'),
        review('bob', 'CHANGES_REQUESTED', 'd'.repeat(40)),
        review('carol', 'DISMISSED'),
        { ...review('erin', 'PENDING'), submitted_at: null },
        { ...review('x', 'APPROVED'), user: null },
      ],
      commits: [
        commitBy('dave', 'dave@example.com'),
        commitBy('frank', 'frank@example.com', 'web-flow'),
        commitBy(null, 'ghost@example.com'),
      ],
      pull: pullOf({ commits: 3 }),
    });
    expect(valueOf(await forge.changeRequest())).toEqual({
      number: 7,
      url: 'https://github.com/acme/fleet/pull/7',
      author: 'dave',
      authors: ['dave', 'frank'],
      unknownAuthors: ['ghost@example.com'],
      head,
      base: 'c'.repeat(40),
      fork: false,
      reviews: [
        { by: 'alice', at: '2026-11-27T09:00:00Z', state: 'approved', head },
        { by: 'bob', at: '2026-11-27T09:00:00Z', state: 'changes-requested', head: 'd'.repeat(40) },
        { by: 'carol', at: '2026-11-27T09:00:00Z', state: 'dismissed', head },
      ],
    });
  });

  it('is from a fork where its head lies elsewhere, also in a repository that is gone', async () => {
    const { forge } = await open({ pull: pullOf({ head: { sha: head, repo: null } }) });
    expect(valueOf(await forge.changeRequest())?.fork).toBe(true);
  });

  it('owns up to authors of commits that GitHub does not list', async () => {
    const { forge } = await open({ pull: pullOf({ commits: 400 }) });
    expect(valueOf(await forge.changeRequest())?.unknownAuthors).toEqual(['authors of commits that are not listed']);
  });

  it('is found by the commit that its merge made, on a branch', async () => {
    const other = pullOf({ number: 9, merge_commit_sha: 'e'.repeat(40), merged_at: '2026-11-27T10:00:00Z' });
    const pulls = { [merge]: [other, pullOf({ merged_at: '2026-11-27T10:00:00Z' })] };
    const { forge } = await open({ pulls }, JSON.stringify({ ref: 'refs/heads/main' }));
    expect(valueOf(await forge.changeRequest())?.number).toBe(7);
  });

  it('is none where the commit came from none', async () => {
    const { forge } = await open({}, null);
    expect(valueOf(await forge.changeRequest())).toBeNull();
  });

  it('is read whole where its reviews fill more than a page', async () => {
    const reviews = Array.from({ length: 230 }, (_, at) => ({
      ...{ user: { login: `u${at}` }, state: 'COMMENTED', commit_id: head, submitted_at: '2026-11-27T09:00:00Z' },
    }));
    const { forge, host } = await open({ reviews });
    expect(valueOf(await forge.changeRequest())?.reviews).toHaveLength(230);
    expect(host.lines().filter((line) => line.endsWith('/reviews'))).toHaveLength(3);
  });
});

describe('the one comment', () => {
  it('is made where there is none, then refreshed in its place', async () => {
    const { forge, world, host } = await open();
    expect(valueOf(await forge.upsertComment(7, marker, 'first')).is).toBe('created');
    expect(valueOf(await forge.upsertComment(7, marker, 'second')).is).toBe('updated');
    expect(world.comments.map(({ body }) => body)).toEqual([`${marker}\nsecond`]);
    expect(host.arrived[0]?.headers).toMatchObject({
      authorization: 'Bearer ghs_canarytoken',
      'user-agent': 'onward/test',
    });
  });

  it('is left as it is where it says so already', async () => {
    const { forge, host } = await open({
      comments: [{ id: 3, login: 'github-actions[bot]', body: `${marker}\r\nsame\r\n` }],
    });
    expect(valueOf(await forge.upsertComment(7, marker, 'same')).is).toBe('same');
    expect(host.lines().filter((line) => line.startsWith('PATCH'))).toEqual([]);
  });

  it('is found behind many others', async () => {
    const others = Array.from({ length: 250 }, (_, at) => ({ id: at + 1, login: 'erin', body: `talk ${at}` }));
    const mine = { id: 900, login: 'github-actions[bot]', body: `${marker}\nold` };
    const { forge, world } = await open({ comments: [...others, mine] });
    expect(valueOf(await forge.upsertComment(7, marker, 'new')).is).toBe('updated');
    expect(world.comments).toHaveLength(251);
  });

  it.each([
    { login: 'mallory', reason: 'somebody else’s with our marker' },
    { login: 'github-actions', reason: 'that of a person named like the bot' },
    { login: 'other-app[bot]', reason: 'another bot’s' },
  ])('never replaces $reason', async ({ login }) => {
    const theirs = { id: 1, login, body: `${marker}\nREADY, trust me` };
    const { forge, world } = await open({ comments: [{ ...theirs }] });
    expect(valueOf(await forge.upsertComment(7, marker, 'BLOCKED')).is).toBe('created');
    expect(world.comments[0]).toEqual(theirs);
  });

  it('is not one that only quotes the marker', async () => {
    const { forge } = await open({ comments: [{ id: 1, login: 'github-actions[bot]', body: `> ${marker}\nquoted` }] });
    expect(valueOf(await forge.upsertComment(7, marker, 'x')).is).toBe('created');
  });

  it('is made anew where it was deleted meanwhile', async () => {
    const { forge, world, host } = await open({
      comments: [{ id: 3, login: 'github-actions[bot]', body: `${marker}\nold` }],
    });
    host.troubles.push(null, null, { status: 404, body: { message: 'Not Found' } });
    expect(valueOf(await forge.upsertComment(7, marker, 'new')).is).toBe('created');
    expect(world.comments.at(-1)?.body).toBe(`${marker}\nnew`);
  });
});

const limited = (
  headers: Readonly<Record<string, string>>,
  status = 403,
  message = 'API rate limit exceeded',
): Reply => ({
  status,
  headers,
  body: { message },
});

describe('a read', () => {
  const seconds = now / 1000;

  it.each([
    { reason: 'the forge fails', troubles: [{ status: 502, body: '<html>' }, { status: 500 }], waits: [1000, 2000] },
    { reason: 'the connection is cut', troubles: ['drop'] as Reply[], waits: [1000] },
    {
      reason: 'the limit says after how many seconds',
      troubles: [limited({ 'retry-after': '3' }, 429)],
      waits: [3000],
    },
    {
      reason: 'the limit says at which time',
      troubles: [limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds + 10) })],
      waits: [11_000],
    },
    {
      reason: 'the second limit says nothing but its name',
      troubles: [limited({}, 403, 'You have exceeded a secondary rate limit')],
      waits: [60_000],
    },
  ])('is tried again where $reason', async ({ troubles, waits }) => {
    const { forge, host, waits: waited } = await open();
    host.troubles.push(...troubles);
    expect(valueOf(await forge.changeRequest())?.number).toBe(7);
    expect(waited).toEqual(waits);
  });

  it.each([
    { reason: 'the token is not known', reply: { status: 401, body: { message: 'Bad credentials' } }, code: 'FRG003' },
    {
      reason: 'the token may not',
      reply: { status: 403, body: { message: 'Resource not accessible by integration' } },
      code: 'FRG004',
    },
    { reason: 'there is no such thing', reply: { status: 404, body: {} }, code: 'FRG005' },
    {
      reason: 'the limit ends in an hour',
      reply: limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds + 3600) }),
      code: 'FRG006',
      says: '2026-11-28T03:00:00Z',
    },
    {
      reason: 'a login page answers',
      reply: { status: 302, headers: { location: 'https://evil.example.com' } },
      code: 'FRG009',
    },
    { reason: 'the answer is no JSON', reply: { body: '<html>' }, code: 'FRG009' },
  ])('ends with a code where $reason', async ({ reply, code, says = '' }) => {
    const { forge, host, waits } = await open();
    host.troubles.push(reply);
    const found = await forge.changeRequest();
    expect(codesOf(found)).toEqual([code]);
    expect(found.diagnostics[0]?.summary).toContain(says);
    expect(waits).toEqual([]);
    expect(host.arrived).toHaveLength(1);
  });

  it('ends where no answer comes', async () => {
    const host = await gitHubHost(worldOf());
    host.troubles.push(...Array<Reply>(5).fill('hang'));
    const surroundings = { ...around(gitHubEnv(host.url), pullEvent()), patienceMs: 20 };
    const forge = valueOf(openForge(surroundings, placeOf(surroundings)!));
    const found = await forge.changeRequest();
    expect(codesOf(found)).toEqual(['FRG008']);
    expect(found.diagnostics[0]?.summary).toContain('no answer within');
  });

  it('gives up after five tries', async () => {
    const { forge, host, waits } = await open();
    host.troubles.push(...Array<Reply>(9).fill({ status: 503 }));
    expect(codesOf(await forge.changeRequest())).toEqual(['FRG008']);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });
});

describe('a write', () => {
  it.each([
    {
      reason: 'the token may only read',
      reply: { status: 403, body: { message: 'Resource not accessible by integration' } },
      code: 'FRG004',
    },
    {
      reason: 'the conversation is locked',
      reply: { status: 422, body: { message: 'Validation Failed' } },
      code: 'FRG007',
    },
    {
      reason: 'there were too many',
      reply: limited({ 'retry-after': '60' }, 403, 'secondary rate limit'),
      code: 'FRG006',
    },
    { reason: 'the forge fails', reply: { status: 502, body: 'bad gateway' }, code: 'FRG008' },
    { reason: 'its answer is lost', reply: 'drop' as Reply, code: 'FRG008' },
  ])('is sent once where $reason', async ({ reply, code }) => {
    const { forge, host, waits } = await open();
    host.troubles.push(null, null, reply);
    const posted = await forge.upsertComment(7, marker, 'x');
    expect(codesOf(posted)).toEqual([code]);
    expect(JSON.stringify(posted)).not.toContain('canary');
    expect(host.lines().filter((line) => line === 'POST /repos/acme/fleet/issues/7/comments')).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe('what a job gives', () => {
  it.each([
    { name: 'GITHUB_API_URL', value: 'http://api.example.com', code: 'FRG002' },
    { name: 'GITHUB_API_URL', value: 'https://u:p@api.example.com', code: 'FRG002' },
    { name: 'GITHUB_GRAPHQL_URL', value: '', code: 'FRG001' },
    { name: 'GITHUB_REPOSITORY', value: '../../user', code: 'FRG001' },
    { name: 'GITHUB_TOKEN', value: '', code: 'FRG001' },
    { name: 'GITHUB_TOKEN', value: 'canary\r\nx: y', code: 'FRG001' },
    { name: 'GITHUB_SHA', value: 'main', code: 'FRG001' },
  ])('is refused before anything is sent: $name=$value', async ({ name, value, code }) => {
    const { host } = await open();
    const opened = openAt({ ...gitHubEnv(host.url), [name]: value }, null);
    expect(codesOf(opened)).toEqual([code]);
    expect(opened.diagnostics[0]?.summary).toContain(name);
    expect(JSON.stringify(opened)).not.toContain('canary');
    expect(host.arrived).toEqual([]);
  });

  it('may be an enterprise’s own server, below a path', () => {
    const env = {
      ...gitHubEnv('https://git.example.com/api/v3'),
      GITHUB_GRAPHQL_URL: 'https://git.example.com/api/graphql',
    };
    expect(openAt(env, null).ok).toBe(true);
  });
});
