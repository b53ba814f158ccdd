import { describe, expect, it } from 'vitest';
import { scene } from '../script/scene.ts';
import { openStack } from './stack.ts';

describe('a plain pulumi up', () => {
  it('parks at a gate without a yes and succeeds, and goes on when the stack has one', async () => {
    const here = await scene();
    await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    const stack = await openStack(here);
    const first = await stack.pulumi(['up', '--yes', '--skip-preview']);
    console.log(first);
    console.log(await stack.outputs());
    await stack.pulumi(['config', 'set', 'onward:approve', here.planned().yes]);
    const second = await stack.pulumi(['up', '--yes']);
    console.log(second);
    console.log(await stack.outputs());
    console.log(JSON.stringify(await stack.resources()));
    const third = await stack.pulumi(['up', '--yes']);
    console.log(third);
    expect(await here.twin.callsOf('MigrateCluster')).toHaveLength(1);
  });
});
