import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/ci/dispatch.ts';
import { gitHubEnv, gitHubHost, head, merge, pullOf, worldOf } from '../forge/github-host.ts';
import { jobHost, outputsIn, planText, type JobStart } from './job-host.ts';

const quiet = { GITHUB_OUTPUT: 'out', GITHUB_STEP_SUMMARY: 'sum', ONWARD_CI_COMMENT: 'false' };
const env = { ...gitHubEnv('http://127.0.0.1:9'), ...quiet };
const status = { 'status 444444444444': { stdout: 'waits at GATE commit\n' } };

const run = async (command: string, start: Partial<JobStart> = {}) => {
  const job = jobHost({
    files: { 'plan.json': planText({ source: { commit: merge } }) },
    ...start,
    env: { ...env, ...start.env },
  });
  const exit = await dispatch(job.host, command);
  return { ...job, exit, outputs: outputsIn(job.files.get('out') ?? ''), summary: job.files.get('sum') ?? '' };
};

describe('an apply', () => {
  it('that parks is green, and says so in its outputs and its summary', async () => {
    const { exit, outputs, summary, asked } = await run('apply', {
      onward: { 'apply plan.json': { exit: 9, stderr: 'exit 9 (parked)' }, ...status },
    });
    expect(exit).toBe(0);
    expect(outputs).toMatchObject({ parked: 'true', exit: '9', run: '444444444444', decision: '7'.repeat(64) });
    expect(summary).toContain('waits at GATE commit');
    expect(asked).toEqual(['apply plan.json', 'status 444444444444']);
  });

  it.each([1, 5, 7, 8, 10, 12])('that ends %i ends the job so', async (exit) => {
    const ran = await run('apply', { onward: { 'apply ': { exit } } });
    expect(ran.exit).toBe(exit);
    expect(ran.outputs).toMatchObject({ parked: 'false', exit: String(exit) });
  });

  it('hands a person’s yes on', async () => {
    const { asked } = await run('apply', { env: { ONWARD_CI_APPROVE: '7'.repeat(12), ONWARD_CI_TAKE_OVER: 'true' } });
    expect(asked[0]).toBe(`apply plan.json --approve ${'7'.repeat(12)} --take-over`);
  });

  it('of a plan of another commit is refused', async () => {
    const files = { 'plan.json': planText({ source: { commit: head } }) };
    const { exit, log, asked } = await run('apply', { files });
    expect(exit).toBe(6);
    expect(log()).toContain(
      `FRG012 the plan is of commit ${head.slice(0, 12)}, and this job runs for ${merge.slice(0, 12)}`,
    );
    expect(asked).toEqual([]);
  });

  it.each([
    { reason: 'there is none', text: undefined },
    { reason: 'it is something else', text: '{"format": "other/1"}' },
    { reason: 'its decision is no hash', text: planText({ decision: '$(rm -rf)' }) },
  ])('needs a plan file: $reason', async ({ text }) => {
    const { exit, log, asked } = await run('apply', { files: text === undefined ? {} : { 'plan.json': text } });
    expect(exit).toBe(3);
    expect(log()).toContain('FRG015 ONWARD_CI_PLAN');
    expect(asked).toEqual([]);
  });

  it('tells the pull request that its commit came from', async () => {
    const world = worldOf({ pulls: { [merge]: [pullOf({ merged_at: '2026-11-27T10:00:00Z' })] } });
    const forge = await gitHubHost(world);
    const job = jobHost({
      env: { ...gitHubEnv(forge.url) },
      files: { 'plan.json': planText() },
      onward: { 'apply ': { exit: 9 } },
    });
    expect(await dispatch(job.host, 'apply')).toBe(0);
    expect(world.comments[0]?.body).toContain('<!-- onward:run:onward -->\n### onward: exit 9 (parked)');
  });

  it('of a commit that came from no pull request is said in the summary alone', async () => {
    const forge = await gitHubHost(worldOf());
    const job = jobHost({
      env: { ...gitHubEnv(forge.url), GITHUB_STEP_SUMMARY: 'sum' },
      files: { 'plan.json': planText() },
    });
    expect(await dispatch(job.host, 'apply')).toBe(0);
    expect(job.files.get('sum')).toContain('No comment was written: FRG013');
  });
});

describe('a resume', () => {
  it('goes on with the run that is named, or with the only open one', async () => {
    expect((await run('resume', { env: { ONWARD_CI_RUN: 'prod-7f3a' } })).asked[0]).toBe('resume prod-7f3a');
    expect((await run('resume')).asked).toEqual(['resume']);
  });
});

describe('a drift', () => {
  it('that finds nothing writes nothing', async () => {
    const { exit, files, outputs, log } = await run('drift');
    expect(exit).toBe(0);
    expect(outputs).toEqual({ exit: '0', drift: 'false' });
    expect(files.has('sum')).toBe(false);
    expect(log()).not.toContain('onward');
  });

  it('that finds something is red, with its words in the summary', async () => {
    const { exit, summary, outputs } = await run('drift', {
      onward: { drift: { exit: 2, stdout: 'DRIFT 1 in 1 of 3\n' } },
    });
    expect(exit).toBe(2);
    expect(summary).toContain('DRIFT 1 in 1 of 3');
    expect(outputs).toEqual({ exit: '2', drift: 'true' });
  });
});
