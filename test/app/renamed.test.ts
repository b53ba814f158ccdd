import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resume } from '../../src/app/resume.ts';
import { came, folderOf, poolScene, refusal, runOf, whyOf } from './pool-scene.ts';

it('a run’s folder under another name is not gone on with, and the error names the right one', async () => {
  const here = poolScene();
  const file = await here.plan();
  expect(came(await here.apply(file))).toBe('open parked');
  renameSync(folderOf(here, file), join(here.folder, 'runs', '000000000000'));
  const resumed = await resume('000000000000', here.kinds, here.options({ approve: file.plan.decision }));
  expect(refusal(resumed)).toBe('STO029 error');
  expect(whyOf(resumed)).toContain(runOf(file));
  expect(here.cloud.sent).toEqual(['prod/precheck']);
});
