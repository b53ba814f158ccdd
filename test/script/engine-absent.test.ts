import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { scene } from './scene.ts';

describe("a machine without Pulumi's engine", () => {
  it('is told the command that gets it, before the plan is consumed and before anything is written or sent', async () => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    mkdirSync(here.path('nothing'));
    const env = { ...here.env, PATH: here.path('nothing'), XDG_CACHE_HOME: here.path('nothing') };
    const before = await here.twin.calls();
    // The default executor: a user names none.
    const refused = await here.start(['apply', 'plan.json', '--approve', here.planned().yes, '--executor', 'pulumi'], {
      env,
    }).ended;
    expect(refused).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('ENG001') as string });
    expect(refused.stderr).toContain('npm run engine');
    expect(lastLine(refused)).toMatch(/^exit 1 \(error\)/);
    expect((await here.twin.calls()).slice(before.length).filter(({ kind }) => kind === 'write')).toEqual([]);
    expect(existsSync(here.path('.onward'))).toBe(false);
    expect(await here.onward(['apply', 'plan.json', '--approve', here.planned().yes])).toMatchObject({ exit: 0 });
  });
});
