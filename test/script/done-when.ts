import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { scene, type ExecutorUnderTest } from './scene.ts';

/** The whole way of one cluster from Basic to Pro as a user walks it, with one executor or the other. */
export const doneWhen = (executor: ExecutorUnderTest): void => {
  describe(`a Basic cluster becomes a Pro one, executor ${executor.name}`, () => {
    it('is planned, applied up to its gate, resumed with a yes, and never touched again', async () => {
      const { onward, planned, twin } = await scene({ executor });
      const plan = await onward(['plan', 'prod.yaml', '-o', 'plan.json']);
      expect(plan).toMatchObject({ exit: 0, stdout: expect.stringContaining('POINT OF NO RETURN') as string });
      expect(await onward(['plan', 'prod.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 2 });
      const { yes, alias } = planned();

      const applied = await onward(['apply', 'plan.json']);
      expect(applied).toMatchObject({ exit: 9 });
      expect(lastLine(applied)).toContain(`exit 9 (parked)  next: onward resume ${alias} --approve ${yes}`);
      const before = (await twin.calls()).filter(({ kind }) => kind === 'write');
      expect(before.map(({ action }) => action)).toEqual(['RunClusterCheck']);

      expect(await onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
      expect((await twin.callsOf('MigrateCluster')).map(({ status }) => status)).toEqual([200]);

      expect(await onward(['plan', 'prod.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 0 });
      expect(await onward(['drift', 'prod.yaml'])).toEqual({ exit: 0, signal: null, stdout: '', stderr: '' });
      const again = await onward(['apply', 'plan.json']);
      expect(again).toMatchObject({ exit: 6, stdout: '', stderr: expect.stringContaining('PLN005') as string });
      expect(await twin.callsOf('MigrateCluster')).toHaveLength(1);
    });

    it('is parked only once: applying the parked plan again names the way on and sends nothing', async () => {
      const { onward, planned, twin } = await scene({ executor });
      await onward(['plan', 'prod.yaml', '-o', 'plan.json']);
      expect(await onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
      const calls = await twin.calls();
      const again = await onward(['apply', 'plan.json']);
      expect(again).toMatchObject({ exit: 6, stdout: '' });
      expect(again.stderr).toContain(`fix: onward resume ${planned().alias}`);
      expect((await twin.calls()).slice(calls.length)).toEqual([]);
    });

    it('goes through in one apply when the yes comes with it', async () => {
      const { onward, planned, twin } = await scene({ executor });
      await onward(['plan', 'prod.yaml', '-o', 'plan.json']);
      expect(await onward(['apply', 'plan.json', '--approve', planned().yes])).toMatchObject({ exit: 0 });
      const writes = (await twin.calls()).filter(({ kind }) => kind === 'write');
      expect(writes.map(({ action, status }) => `${action} ${status}`)).toEqual([
        'RunClusterCheck 200',
        'MigrateCluster 200',
      ]);
    });
  });
};
