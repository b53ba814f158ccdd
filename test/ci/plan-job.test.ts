import { describe, expect, it } from 'vitest';
import { canaries } from '../canaries/canaries.ts';
import { dispatch } from '../../src/ci/dispatch.ts';
import type { Reply } from '../forge/code-host.ts';
import { gitHubEnv, gitHubHost, head, pullEvent, worldOf } from '../forge/github-host.ts';
import { gitLabEnv, gitLabHost, worldOf as gitLabWorld } from '../forge/gitlab-host.ts';
import { jobHost, outputsIn, planText, type JobStart } from './job-host.ts';

const files = { GITHUB_OUTPUT: 'out', GITHUB_STEP_SUMMARY: 'sum' };
const markdown = '### READY · prod-hangzhou\n\nDecision `777777777777`\n';

const plans = (exit = 0): NonNullable<JobStart['onward']> => ({
  'plan ': (all) => {
    all.set('plan.json', planText());
    return { exit, stdout: 'READY  AckCluster/prod\n' };
  },
  'show plan.json --format markdown': { stdout: markdown },
  'show plan.json --format github': { stdout: '::error file=prod.yaml,line=3::ACK107\n' },
  'show plan.json --format gitlab': { stdout: '{"create":0,"update":1,"delete":0}' },
});

const start = async (more: Partial<JobStart> = {}, troubles: readonly (Reply | null)[] = []) => {
  const world = worldOf();
  const forge = await gitHubHost(world);
  forge.troubles.push(...troubles);
  const job = jobHost({
    onward: plans(),
    event: pullEvent(),
    ...more,
    env: { ...gitHubEnv(forge.url), ...files, ...more.env },
  });
  const exit = await dispatch(job.host, 'plan');
  return {
    ...job,
    exit,
    forge,
    world,
    outputs: outputsIn(job.files.get('out') ?? ''),
    summary: job.files.get('sum') ?? '',
  };
};

describe('a plan in a pull request', () => {
  it('is one comment, a summary, annotations and outputs', async () => {
    const { exit, world, summary, outputs, log, asked } = await start({
      env: { ONWARD_CI_DOCUMENTS: 'clusters/\n\n machines/ \n' },
    });
    expect(exit).toBe(0);
    expect(asked[0]).toBe('plan clusters/ machines/ -o plan.json');
    expect(world.comments).toHaveLength(1);
    expect(world.comments[0]?.body).toBe(
      `<!-- onward:plan:onward -->\n${markdown}\n<sub>commit \`${head.slice(0, 12)}\` · [job](https://github.com/acme/fleet/actions/runs/4711)</sub>\n`,
    );
    expect(summary).toContain(markdown);
    expect(log()).toContain('::error file=prod.yaml,line=3::ACK107');
    expect(outputs).toEqual({
      ...{
        decision: '7'.repeat(64),
        applicable: 'true',
        parked: 'false',
        exit: '0',
        run: '444444444444',
        commented: 'true',
      },
    });
  });

  it('ends as the plan ends: blocked is red', async () => {
    expect((await start({ onward: plans(5) })).exit).toBe(5);
  });

  it('has a comment of its own for each name', async () => {
    const { world } = await start({ env: { ONWARD_CI_NAME: 'emea' } });
    expect(world.comments[0]?.body.split('\n')[0]).toBe('<!-- onward:plan:emea -->');
  });

  it('writes no comment where none is wanted', async () => {
    const { forge, outputs, summary } = await start({ env: { ONWARD_CI_COMMENT: 'false' } });
    expect(forge.arrived).toEqual([]);
    expect(outputs['commented']).toBe('false');
    expect(summary).not.toContain('No comment');
  });

  it('shows what was said where there is no plan, in a block that nothing in it ends', async () => {
    const said = 'DOC031 prod.yaml:3:1 no such field\n```\n### READY\n';
    const { exit, world } = await start({ onward: { 'plan ': { exit: 3, stderr: said } } });
    expect(exit).toBe(3);
    expect(world.comments[0]?.body).toContain(
      `### onward plan: exit 3 (usage)\n\n\`\`\`\`text\n${said.trimEnd()}\n\`\`\`\``,
    );
  });

  it('never shows the plan of an earlier step', async () => {
    const { world, outputs } = await start({
      files: { 'plan.json': planText() },
      onward: { ...plans(), 'plan ': { exit: 1, stderr: 'OBS002' } },
    });
    expect(outputs).toMatchObject({ decision: '', applicable: 'false', exit: '1' });
    expect(world.comments[0]?.body).not.toContain('READY');
  });
});

describe('a comment that is refused', () => {
  const troubles = [
    {
      reason: 'the token may only read',
      reply: { status: 403, body: { message: 'Resource not accessible' } },
      code: 'FRG004',
    },
    {
      reason: 'the comment is not taken',
      reply: { status: 422, body: { message: 'Validation Failed' } },
      code: 'FRG007',
    },
    { reason: 'there were too many', reply: { status: 429, headers: { 'retry-after': '3600' } }, code: 'FRG006' },
    { reason: 'the forge fails', reply: { status: 502, body: 'bad' }, code: 'FRG008' },
  ];

  it.each(troubles)('changes no exit code, and is said in log and summary: $reason', async ({ reply, code }) => {
    const { exit, log, summary, outputs } = await start({}, [null, null, reply]);
    expect(exit).toBe(0);
    expect(log()).toContain(`::warning::no comment was written: ${code}`);
    expect(summary).toContain(`> No comment was written: ${code}`);
    expect(summary).toContain(markdown);
    expect(outputs).toMatchObject({ commented: 'false', applicable: 'true' });
  });

  it('is not turned green or red by it', async () => {
    expect((await start({ onward: plans(5) }, [null, null, { status: 403 }])).exit).toBe(5);
  });
});

describe('a face that cannot be made', () => {
  it('is said, and takes nothing else with it', async () => {
    const onward = { ...plans(), 'show plan.json --format github': { exit: 3 } };
    const { exit, log, world } = await start({ onward });
    expect(exit).toBe(0);
    expect(log()).toContain('::warning::FRG014');
    expect(world.comments).toHaveLength(1);
  });
});

describe('a pull request from a fork', () => {
  const event = pullEvent({ head: { sha: head, repo: { full_name: 'mallory/fleet' } } });

  it('is checked offline; nobody plans, nobody comments, and the summary says so', async () => {
    const { exit, asked, forge, summary, outputs } = await start({ event });
    expect(exit).toBe(0);
    expect(asked).toEqual(['validate']);
    expect(forge.arrived).toEqual([]);
    expect(summary).toContain('from a fork');
    expect(outputs).toMatchObject({ skipped: 'fork', applicable: 'false' });
  });

  it('is red where its documents are wrong', async () => {
    expect((await start({ event, onward: { validate: { exit: 3, stderr: 'DOC001' } } })).exit).toBe(3);
  });
});

describe('the log of a job', () => {
  it('takes no command from what onward prints', async () => {
    const onward = { ...plans(), 'plan ': { exit: 1, stdout: '::set-output name=x::y\n' } };
    const lines = (await start({ onward })).log().split('\n');
    const open = lines.findIndex((line) => line.startsWith('::stop-commands::uuid-'));
    const word = lines[open]?.slice('::stop-commands::'.length) ?? '';
    expect(lines.indexOf('::set-output name=x::y')).toBeGreaterThan(open);
    expect(lines.indexOf(`::${word}::`)).toBeGreaterThan(lines.indexOf('::set-output name=x::y'));
  });

  it('is told what to blot out, line by line', async () => {
    const secrets = {
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sec%ret-one',
      ONWARD_AOC_HZ_PASSWORD: 'first-line\nsecond-line',
    };
    const { log } = await start({ env: secrets });
    for (const masked of ['sec%25ret-one', 'first-line', 'second-line', canaries.forgeToken])
      expect(log()).toContain(`::add-mask::${masked}\n`);
  });
});

describe('the inputs of a job', () => {
  it.each([
    { name: 'ONWARD_CI_DOCUMENTS', value: 'a\n--store=/etc' },
    { name: 'ONWARD_CI_PLAN', value: '--format' },
    { name: 'ONWARD_CI_RUN', value: '-x' },
    { name: 'ONWARD_CI_APPROVE', value: 'yes' },
    { name: 'ONWARD_CI_NAME', value: '--> evil' },
    { name: 'ONWARD_CI_COMMENT', value: 'maybe' },
    { name: 'ONWARD_CI_STORE_ARTIFACT', value: '(.*)+' },
  ])('are refused before anything runs: $name=$value', async ({ name, value }) => {
    const { exit, log, asked } = await start({ env: { [name]: value } });
    expect(exit).toBe(3);
    expect(log()).toContain(`FRG015 ${name}`);
    expect(asked).toEqual([]);
  });

  it('are needed together with a pipeline', async () => {
    const job = jobHost({ env: {} });
    expect(await dispatch(job.host, 'plan')).toBe(1);
    expect(job.log()).toContain('FRG001');
  });
});

describe('a plan in a merge request', () => {
  it('is one note, the widget’s report and a dotenv of values that are safe', async () => {
    const world = gitLabWorld();
    const forge = await gitLabHost(world);
    const job = jobHost({ env: gitLabEnv(forge.url), onward: plans() });
    expect(await dispatch(job.host, 'plan')).toBe(0);
    expect(world.notes).toHaveLength(1);
    expect(job.files.get('onward-report.json')).toBe('{"create":0,"update":1,"delete":0}');
    expect(job.files.get('onward.env')).toContain(`ONWARD_DECISION=${'7'.repeat(64)}\n`);
    expect(job.log()).not.toContain('::');
  });
});
