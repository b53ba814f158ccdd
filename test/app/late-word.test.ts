import { describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/app/read-plan.ts';
import { value } from '../store/samples.ts';
import { came, poolScene, refusal, type PoolScene } from './pool-scene.ts';

const minute = 60_000;
const approved = ({ plan }: PlanFile) => ({ approve: plan.decision });
const heats = ({ cloud }: PoolScene): number => cloud.sent.filter((id) => id === 'prod/heat').length;

/**
 * A run whose call was settled as not sent, and which ended; then its first runner, long taken for dead, writes that the
 * call was accepted after all.
 */
const contradicted = async () => {
  const here = poolScene();
  const file = await here.plan();
  const { host } = here.options();
  const dead = { ...host, owner: { ...host.owner, pid: 2 ** 30 } };
  here.cloud.before = async (asked) => {
    if (asked !== 'perform prod/heat') return;
    here.cloud.before = () => undefined;
    here.cloud.pass(20 * minute);
    expect((await here.settle(file, 'not-sent prod/heat')).ok).toBe(true);
    expect(came(await here.resume(file))).toBe('ended error');
  };
  const cancelled = (): boolean => heats(here) > 0;
  expect(came(await here.apply(file, { ...approved(file), host: dead, cancelled }))).toBe('open locked');
  const { lines, late } = await here.stored(file);
  expect(lines.at(-1)?.type).toBe('ended');
  expect(late.map(({ line }) => line.type)).toContain('sent');
  return { here, file };
};

describe('the late word that a call was accepted, after a person settled it as not sent', () => {
  it('opens the run again: another plan is refused, and told which run to resume', async () => {
    const { here, file } = await contradicted();
    const run = await here.stored(file);
    expect(run.state).toBe('open');
    expect(value(await (await here.store()).openIntents(['pool:1:prod']))).toMatchObject([{ last: 'sent' }]);
    const other = await here.plan();
    const refused = await here.apply(other, approved(other));
    expect(refusal(refused)).toBe('RUN001 ambiguous');
    expect(refused.diagnostics[0]?.remedy).toBe(`onward resume ${run.alias}`);
    const { safe } = await here.status(file);
    expect(safe).toEqual([{ command: `onward resume ${run.alias}`, says: '(cannot send again)' }]);
  });

  it('lets a resume wait for the effect and end well; nothing is sent again', async () => {
    const { here, file } = await contradicted();
    expect(came(await here.resume(file))).toBe('ended done');
    expect(heats(here)).toBe(1);
    expect((await here.stored(file)).state).toBe('ended');
  });

  it('lets a resume end in doubt where the cloud shows no trace; nothing is sent again', async () => {
    const { here, file } = await contradicted();
    here.cloud.effects.delete('prod/heat');
    expect(came(await here.resume(file, approved(file)))).toBe('open ambiguous');
    expect(heats(here)).toBe(1);
  });

  it('can be settled as not sent by who knows of it, and that closes it', async () => {
    const { here, file } = await contradicted();
    here.cloud.effects.delete('prod/heat');
    expect((await here.settle(file, 'not-sent prod/heat')).ok).toBe(true);
    const settled = (await here.stored(file)).lines.findLast(({ type }) => type === 'settled');
    expect(settled).toMatchObject({ as: 'not-sent', knew: ['R-2'] });
    expect(value(await (await here.store()).openIntents(['pool:1:prod']))).toEqual([]);
    expect(came(await here.resume(file))).toBe('ended error');
    const other = await here.plan();
    expect(came(await here.apply(other, approved(other)))).toBe('ended done');
  });

  it('can be settled as sent, and a resume waits for it', async () => {
    const { here, file } = await contradicted();
    expect((await here.settle(file, 'sent prod/heat')).ok).toBe(true);
    expect(came(await here.resume(file))).toBe('ended done');
    expect(heats(here)).toBe(1);
  });
});
