import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { parked } from './parked.ts';
import { scene } from './scene.ts';

describe('status', () => {
  it('of an empty store is an answer: there is no open run', async () => {
    const here = await scene();
    const status = await here.onward(['status']);
    expect(status).toMatchObject({ exit: 0, stdout: expect.stringContaining('no open run in .onward') as string });
    expect(lastLine(status)).toContain('next: onward plan FILE');
  });

  it('of several open runs lists them all; abort and resume take none of them for the one that is meant', async () => {
    const here = await scene();
    const first = await parked(here);
    await here.twin.advance('2m');
    const second = await parked(here);
    expect(second.alias).not.toBe(first.alias);
    const status = await here.onward(['status']);
    expect(status).toMatchObject({ exit: 0, stdout: expect.stringContaining('2 open runs') as string });
    for (const { alias } of [first, second]) expect(status.stdout).toContain(`onward status ${alias}`);
    for (const verb of ['abort', 'resume']) {
      const asked = await here.onward([verb]);
      expect(asked).toMatchObject({ exit: 3, stderr: expect.stringContaining(second.alias) as string });
      expect(lastLine(asked)).toMatch(new RegExp(`next: onward ${verb} RUN`));
    }
  });
});

describe('a run that was aborted', () => {
  it('waits for nothing, and what comes next is a new plan of its document', async () => {
    const here = await scene();
    const { alias } = await parked(here);
    expect(await here.onward(['abort', alias])).toMatchObject({ exit: 0 });
    const status = await here.onward(['status', alias, '--offline']);
    expect(status.stdout).toContain('waited; the run ended there');
    expect(status.stdout).not.toContain('PARKED');
    expect(lastLine(await here.onward(['resume', alias]))).toBe(
      'exit 8 (cancelled)  next: onward plan prod.yaml -o plan.json',
    );
    expect(lastLine(await here.onward(['apply', 'plan.json']))).toContain('next: onward plan prod.yaml -o plan.json');
  });
});
