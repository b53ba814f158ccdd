import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { scene, type ExecutorUnderTest, type Scene } from './scene.ts';

export const dedicatedId = 'c82e6987e2961451182edacd74faf0003';
/** A dedicated cluster with everything that can stand in the way. */
export const everythingMissing = parse(readFileSync('worlds/dedicated.yaml', 'utf8')) as Record<string, unknown>;

/** The document that takes it to Pro; `more` are lines of its spec. */
export const dedicatedDocument = (...more: readonly string[]): string =>
  [
    'apiVersion: onward/v1',
    'kind: AckCluster',
    'metadata: { name: prod-hangzhou }',
    'spec:',
    `  clusterId: ${dedicatedId}`,
    '  region: cn-hangzhou',
    '  edition: pro',
    '  migrationBucket: { name: prod-move, rotateVersions: true }',
    '  masters: { cloudAssistant: install, systemPods: evict }',
    '  attestations: { allowList: "not required", backup: "velero, today" }',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

/** The policy was full: what it lost can be put back by a person. */
const kept = /grant: (done|undone); the journal keeps the text of version v\d+ of policy \S+ \(line \d+\)/;

/** The writes of the cloud's log, without reviews and logins. */
const written = async ({ twin }: Scene): Promise<readonly string[]> =>
  (await twin.calls()).filter(({ kind }) => kind === 'write').map(({ action }) => action);

const planned = async (executor: ExecutorUnderTest, ...more: readonly string[]) => {
  const here = await scene({ executor, world: everythingMissing, speed: 'max' });
  here.write('prod.yaml', dedicatedDocument(...more));
  expect(await here.onward(['plan', 'prod.yaml', '-o', 'plan.json'])).toMatchObject({ exit: 0 });
  return { here, ...here.planned() };
};

/** A dedicated cluster with everything that can stand in the way, from the document to a clean drift. */
export const dedicated = (executor: ExecutorUnderTest): void => {
  describe(`a dedicated cluster with everything missing, executor ${executor.name}`, () => {
    it('becomes a Pro one: prepared, migrated once, its masters removed, its traces too', async () => {
      const { here, alias, yes } = await planned(executor);
      expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
      expect(await written(here)).toEqual(['RunClusterCheck']);
      expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
      const all = await written(here);
      const at = (action: string): number => all.lastIndexOf(action);
      expect(all.filter((action) => action === 'MigrateCluster')).toHaveLength(1);
      for (const before of ['ModifyCluster', 'PutBucketReferer', 'CreatePolicyVersion', 'RebootInstance'])
        expect(all.indexOf(before)).toBeLessThan(at('MigrateCluster'));
      expect(all.indexOf('ModifyLoadBalancerInstanceSpec')).toBeLessThan(at('MigrateCluster'));
      expect(all.filter((action) => action === 'delete nodes')).toHaveLength(3);
      expect(all.indexOf('delete nodes')).toBeGreaterThan(at('MigrateCluster'));
      expect(all.filter((action) => /^(Stop|Delete|Release)(Instance|Cluster|LoadBalancer)/.test(action))).toEqual([]);
      expect((await here.onward(['status', alias, '--offline'])).stdout.replaceAll(/\s+/g, ' ')).toMatch(kept);
      expect(await here.onward(['plan', 'prod.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 0 });
      expect(await here.onward(['verify', 'prod.yaml'])).toMatchObject({ exit: 0 });
      expect(await here.onward(['drift', 'prod.yaml'])).toMatchObject({ exit: 0, stdout: '' });
    });

    it('is given up at the second gate: what can be undone is, what is permanent is said to stay', async () => {
      const { here, alias, yes } = await planned(executor);
      // The second pre-check, after everything was prepared.
      const refuse = { status: 400, code: 'ErrorCheckBusy' };
      await here.twin.spoil({ match: { action: 'RunClusterCheck', nth: 2 }, effect: { refuse } });
      expect(await here.onward(['apply', 'plan.json', '--approve', yes])).toMatchObject({ exit: 5 });
      await here.twin.heal();
      const aborted = await here.onward(['abort', alias]);
      expect(aborted).toMatchObject({ exit: 0 });
      expect(aborted.stdout).toContain('prod-hangzhou/slb: KEPT, it is for ever');
      expect(aborted.stdout).toContain('prod-hangzhou/grant: undone');
      expect(aborted.stdout).toContain('prod-hangzhou/terway-scale: undone');
      expect(aborted.stdout).toContain('prod-hangzhou/terway-backup: undone');
      expect((await here.onward(['status', alias, '--offline'])).stdout.replaceAll(/\s+/g, ' ')).toMatch(kept);
      expect(await here.twin.callsOf('MigrateCluster')).toEqual([]);
    });
  });
};
