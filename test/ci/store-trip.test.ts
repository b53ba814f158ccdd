import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/ci/dispatch.ts';
import { pageOf, serve } from '../forge/code-host.ts';
import { gitHubEnv } from '../forge/github-host.ts';
import { jobHost, outputsIn, planText, type Job } from './job-host.ts';

const envOf = (run: string, url = 'http://127.0.0.1:9') => ({
  ...gitHubEnv(url),
  ...{ GITHUB_RUN_ID: run, GITHUB_JOB: 'apply', GITHUB_REF_NAME: 'main', GITHUB_OUTPUT: 'out' },
  ...{ ONWARD_CI_COMMENT: 'false', ONWARD_CI_STORE_TRAVELS: 'true' },
});

/** A job on a machine of its own, with what the newest artifact holds. */
const machine = (run: string, store: Readonly<Record<string, string>> = {}): Job =>
  jobHost({ env: envOf(run), files: { 'plan.json': planText(), ...store } });

/** What an artifact keeps of a machine. */
const upload = ({ files }: Job): Readonly<Record<string, string>> =>
  Object.fromEntries([...files].filter(([path]) => path.startsWith('.onward/')));

const outputs = ({ files }: Job) => outputsIn(files.get('out') ?? '');

describe('a store that travels', () => {
  it('goes out, is used, and comes home', async () => {
    const first = machine('1');
    expect(await dispatch(first.host, 'store-out')).toBe(0);
    expect(outputs(first)).toMatchObject({ 'store-out': 'onward-store-1-1-apply-out' });
    expect(await dispatch(first.host, 'apply')).toBe(0);
    expect(await dispatch(first.host, 'store-back')).toBe(0);
    expect(outputs(first)).toMatchObject({ 'store-home': 'onward-store-1-1-apply-home' });
    const second = machine('2', upload(first));
    expect(await dispatch(second.host, 'store-out')).toBe(0);
    expect(await dispatch(second.host, 'resume')).toBe(0);
  });

  it('is refused to the next job where its runner died, whatever that job tries', async () => {
    const first = machine('1');
    await dispatch(first.host, 'store-out');
    for (const command of ['store-out', 'apply', 'resume', 'store-back']) {
      const second = machine('2', upload(first));
      expect(await dispatch(second.host, command)).toBe(7);
      expect(second.log()).toContain('FRG011 the store was taken by run 1/1 and not brought back');
      expect(second.asked).toEqual([]);
    }
  });

  it('is not used by a job that did not take it', async () => {
    const job = machine('1');
    expect(await dispatch(job.host, 'apply')).toBe(7);
    expect(job.asked).toEqual([]);
  });
});

describe('the newest store', () => {
  const artifact = (name: string, id: number, more: object = {}, run: object = {}) => ({
    name,
    expired: false,
    workflow_run: { id, repository_id: 5, head_repository_id: 5, head_branch: 'main', ...run },
    ...more,
  });

  const find = async (artifacts: readonly unknown[]) => {
    const forge = await serve((call) =>
      call.path === '/repos/acme/fleet/actions/artifacts'
        ? { body: { total_count: artifacts.length, artifacts: pageOf(artifacts, call) } }
        : { status: 404 },
    );
    const job = jobHost({ env: envOf('9', forge.url) });
    return { exit: await dispatch(job.host, 'store-find'), found: outputs(job), log: job.log() };
  };

  it('is found among others, behind pages of them', async () => {
    const others = Array.from({ length: 130 }, (_, at) => artifact(`onward-plan-${at}`, at));
    const { found } = await find([
      ...others,
      artifact('onward-store-8-1-apply-home', 8),
      artifact('onward-store-7-1-apply-home', 7),
    ]);
    expect(found).toEqual({ 'store-run': '8', 'store-artifact': 'onward-store-8-1-apply-home' });
  });

  it('is never one that a fork, another branch or another name brought', async () => {
    const { found } = await find([
      artifact('onward-store-9-1-apply-home', 9, {}, { head_repository_id: 66 }),
      artifact('onward-store-9-1-plan-home', 9, {}, { head_branch: 'evil' }),
      artifact('onward-store-x', 9),
      artifact('my-onward-store-9-1-apply-home', 9),
      artifact('onward-store-3-2-resume-out', 3),
    ]);
    expect(found).toEqual({ 'store-run': '3', 'store-artifact': 'onward-store-3-2-resume-out' });
  });

  it('is none where there never was one', async () => {
    expect(await find([])).toMatchObject({ exit: 0, found: { 'store-run': '', 'store-artifact': '' } });
  });

  it('is not begun anew where the old one was deleted by its age', async () => {
    const { exit, log } = await find([artifact('onward-store-8-1-apply-home', 8, { expired: true })]);
    expect(exit).toBe(1);
    expect(log).toContain('FRG016');
  });
});
