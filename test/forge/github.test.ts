import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { codesOf, forgeAt, openAt, valueOf } from './around.ts';
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
      mergedAs: null,
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

  it.each([
    { merged_at: '2026-11-27T10:00:00Z', is: merge },
    // GitHub tries a merge of every open pull request, and names its commit in the same place.
    { merged_at: null, is: null },
  ])('is merged as a commit only once it is merged: $merged_at', async ({ merged_at, is }) => {
    const { forge } = await open({ pull: pullOf({ merged_at }) });
    expect(valueOf(await forge.changeRequest())?.mergedAs).toBe(is);
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
      authorization: `Bearer ${canaries.forgeToken}`,
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

describe('what is shown', () => {
  const decision = `sha256:${'1'.repeat(64)}`;
  const foot = `<sub>commit \`${head.slice(0, 12)}\` · [job](https://github.com/acme/fleet/actions/runs/1)</sub>`;
  const text = (...lines: readonly string[]): string => [marker, '### READY', ...lines, '', foot, ''].join('\n');
  const ending = [`Decision \`${decision}\`<br>`, `Digest \`sha256:${'2'.repeat(64)}\``];
  const bot = 'github-actions[bot]';
  const at = '2026-11-27T09:00:00Z';

  const shownBy = async (...comments: GitHubWorld['comments']) => {
    const { forge } = await open({ comments });
    return valueOf(await forge.shown(7));
  };

  it('is read from our own comment, of a change and of its merge', async () => {
    const merged = text(...ending).replace(marker, '<!-- onward:merged:fleet -->');
    const both = [
      { id: 1, login: bot, body: text(...ending).replaceAll('\n', '\r\n'), at },
      { id: 2, login: bot, body: merged, at: '2026-11-27T10:00:00Z' },
    ];
    const commit = head.slice(0, 12);
    expect(await shownBy(...both)).toEqual([
      { decision, commit, at },
      { decision, commit, at: '2026-11-27T10:00:00Z' },
    ]);
  });

  it.each([
    { reason: 'of somebody else', one: { login: 'mallory', body: text(...ending) } },
    { reason: 'of another bot', one: { login: 'other-app[bot]', body: text(...ending) } },
    {
      reason: 'that somebody changed',
      one: { login: bot, body: text(...ending), editor: { __typename: 'User', login: 'mallory' } as const },
    },
    {
      reason: 'that a person with the name of the bot changed',
      one: { login: bot, body: text(...ending), editor: { __typename: 'User', login: 'github-actions' } as const },
    },
    { reason: 'about a run', one: { login: bot, body: text(...ending).replace(':plan:', ':run:') } },
    { reason: 'that shows two decisions', one: { login: bot, body: text(...ending, ...ending) } },
    { reason: 'whose decision is in a block of code', one: { login: bot, body: text('```text', ...ending, '```') } },
    { reason: 'whose decision nobody sees', one: { login: bot, body: text(`<!-- ${ending.join(' ')} -->`) } },
    { reason: 'that was cut', one: { login: bot, body: text('Cut here: it is longer than a comment may be.') } },
    { reason: 'that names no commit', one: { login: bot, body: text(...ending).replace('<sub>commit', '<sub>') } },
  ])('is nothing in a comment $reason', async ({ one }) => {
    expect(await shownBy({ id: 1, at, ...one })).toEqual([]);
  });

  it('is ours where we changed it ourselves', async () => {
    const editor = { __typename: 'Bot', login: 'github-actions' } as const;
    expect(await shownBy({ id: 1, login: bot, body: text(...ending), at, editor })).toHaveLength(1);
  });

  it('is not known where GitHub does not say who changed it', async () => {
    const { forge, host } = await open({ comments: [{ id: 1, login: bot, body: text(...ending), at }] });
    host.troubles.push(null, null, { body: { data: { node: null }, errors: [{ type: 'NOT_FOUND' }] } });
    expect(codesOf(await forge.shown(7))).toEqual(['FRG009']);
  });
});
