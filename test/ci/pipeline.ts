import { describe, expect, it } from 'vitest';
import { clusterId, direct, scene, type ExecutorUnderTest, type Scene } from '../script/scene.ts';
import { change, openProject, type Project } from './replay/project.ts';
import type { JobEnded, Texts } from './replay/runner.ts';

/** What walks the changes in these jobs, and the engine that a job installs for it. */
export interface Walked {
  readonly executor: ExecutorUnderTest['name'];
  readonly engine: string | null;
  /** How often the engine was asked to bring changes up. */
  readonly ups: () => number;
}

const open = (here: Scene, { executor, engine }: Walked): Promise<Project> =>
  openProject(here, { engine, inputs: executor === 'pulumi' ? {} : { executor } });

/** What the one step of a job said that uses our action for this. */
const saidBy = ({ steps }: JobEnded, name: keyof typeof known): Texts =>
  Object.values(steps).find((outputs) => known[name].every((output) => output in outputs)) ?? {};
const known = { plan: ['decision', 'applicable'], run: ['run', 'parked'] } as const;

const yesIn = (plan: JobEnded): string => (saidBy(plan, 'plan')['decision'] ?? '').slice(0, 12);

/** The first line of each comment: whose it is. */
const marks = ({ github }: Project): readonly (string | undefined)[] =>
  github.comments.map(({ body }) => body.split('\n')[0]);

const migrations = ({ twin }: Scene) => twin.callsOf('MigrateCluster');

/** The way of a change through the workflows to copy, with one executor or the other. */
export const pipeline = (walked: Walked): void => {
  describe(`the workflows to copy, executor ${walked.executor}`, () => {
    it('plan in the change, park after the merge, end on another machine, and then say nothing', async () => {
      const here = await scene({ executor: { ...direct, name: walked.executor } });
      const [project, before] = [await open(here, walked), walked.ups()];
      const proposed = await project.propose(change);
      expect(proposed.result).toBe('success');
      expect(project.github.comments[0]?.body).toContain(`decision ${yesIn(proposed)}`);

      const { plan, apply } = await project.merge('merge');
      expect([plan?.result, apply?.result]).toEqual(['success', 'success']);
      const parked = saidBy(apply!, 'run');
      expect(parked).toMatchObject({ parked: 'true', exit: '9' });
      expect(await migrations(here)).toEqual([]);
      expect(marks(project)).toContain('<!-- onward:run:onward -->');

      const resumed = await project.dispatch({ run: parked['run'] ?? '', approve: yesIn(proposed) });
      expect(resumed.cwd).not.toBe(apply?.cwd);
      expect(resumed).toMatchObject({ result: 'success', summary: expect.stringContaining('exit 0 (done)') as string });
      expect(saidBy(resumed, 'run')).toMatchObject({ parked: 'false', exit: '0' });
      expect((await migrations(here)).map(({ status }) => status)).toEqual([200]);
      // One leg before the gate, one behind it; the first has a check alone, which is no change.
      expect(walked.ups() - before).toBe(walked.executor === 'pulumi' ? 1 : 0);

      const drift = await project.drift();
      expect(drift).toMatchObject({ result: 'success', summary: '' });
      expect(drift.steps).toMatchObject({ 'step-1': { exit: '0', drift: 'false' } });
      expect(await migrations(here)).toHaveLength(1);
    });

    it('send nothing where a runner died and its store was not brought back', async () => {
      const here = await scene();
      const project = await open(here, walked);
      const proposed = await project.propose(change);
      const { apply } = await project.merge('merge', { dies: (command) => command === 'store-back' });
      expect(apply?.result).toBe('lost');
      const resumed = await project.dispatch({ approve: yesIn(proposed) });
      expect(resumed).toMatchObject({ result: 'failure', log: expect.stringContaining('FRG011') as string });
      expect(await migrations(here)).toEqual([]);
    });
  });
};

/** What does not depend on who walks the changes. */
export const aroundThePipeline = (walked: Walked): void => {
  it('a change that is blocked is red, and is not applied after its merge', async () => {
    const old = { id: clusterId, name: 'prod-hangzhou', spec: 'ack.standard', workers: 6, version: '1.14.8-aliyun.1' };
    const here = await scene({ world: { ack: { clusters: [old] } } });
    const project = await open(here, walked);
    expect((await project.propose(change)).result).toBe('failure');
    expect(project.github.comments[0]?.body).toContain('BLOCKED');
    const { plan, apply } = await project.merge('squash');
    expect([plan?.result, apply?.result]).toEqual(['failure', 'skipped']);
  });
  it('a plan is applied once, whichever job tries', async () => {
    const here = await scene();
    const project = await open(here, walked);
    await project.propose(change);
    const { apply } = await project.merge('merge');
    expect(saidBy(apply!, 'run')).toMatchObject({ parked: 'true' });
    const again = await project.again();
    expect(again['apply']).toMatchObject({ result: 'failure', log: expect.stringContaining('PLN005') as string });
    expect(saidBy(again['apply']!, 'run')).toMatchObject({ exit: '6' });
  });
};
