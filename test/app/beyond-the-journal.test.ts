import { describe, expect, it } from 'vitest';
import { value } from '../store/samples.ts';
import { came, cutJournal, diesAt, poolScene, refusal, untilDeath, whyOf, type PoolScene } from './pool-scene.ts';

const minute = 60_000;

/** A run whose call was accepted, killed, and of whose journal the end was lost. */
const cut = async () => {
  const here = poolScene();
  const file = await here.plan();
  expect(came(await here.apply(file))).toBe('open parked');
  here.cloud.before = (asked) => {
    if (asked === 'probe prod/heat' && here.cloud.sent.includes('prod/heat')) diesAt(asked)(asked);
  };
  await untilDeath(here.resume(file, { approve: file.plan.decision }));
  here.cloud.before = () => undefined;
  cutJournal(here, file, 'prod/heat');
  const { lines } = await here.stored(file);
  expect(lines.filter((line) => line.type === 'sent' && line.step === 'prod/heat')).toEqual([]);
  return { here, file };
};

const heats = ({ cloud }: PoolScene): number => cloud.sent.filter((id) => id === 'prod/heat').length;

describe('abort of a run of whose journal the end was lost', () => {
  it('is refused while the cloud shows the call in flight, and says what is seen; the run stays open', async () => {
    const { here, file } = await cut();
    const aborted = await here.abort(file);
    expect(refusal(aborted)).toBe('RUN014 blocked');
    expect(whyOf(aborted)).toContain('the cloud shows prod/heat in flight (at work)');
    expect(aborted.diagnostics[0]?.remedy).toMatch(/^onward status prod-/);
    expect((await here.stored(file)).state).not.toBe('ended');
  });

  it('is refused when the cloud shows it done; a resume sends nothing and ends the run', async () => {
    const { here, file } = await cut();
    here.cloud.pass(2 * minute);
    const aborted = await here.abort(file);
    expect(refusal(aborted)).toBe('RUN014 blocked');
    expect(aborted.diagnostics[0]?.remedy).toMatch(/^onward resume prod-/);
    expect(came(await here.resume(file))).toBe('ended done');
    expect(heats(here)).toBe(1);
  });

  it('does not end when the cloud cannot be read: unknown is not absent', async () => {
    const { here, file } = await cut();
    here.cloud.probes.set('prod/heat', { is: 'unreadable', why: '502' });
    const aborted = await here.abort(file);
    expect(refusal(aborted)).toBe('RUN008 error');
    expect(whyOf(aborted)).toContain('502');
    expect(aborted.diagnostics[0]?.remedy).toMatch(/^onward abort prod-/);
    expect(await here.lines(file)).not.toContain('ended aborted');
  });

  it('ends where the cloud shows no trace', async () => {
    const { here, file } = await cut();
    here.cloud.effects.delete('prod/heat');
    expect(value(await here.abort(file))).toMatchObject({ ended: true, exit: 'done' });
    expect((await here.lines(file)).at(-1)).toBe('ended aborted');
  });
});

describe('status of a run of whose journal the end was lost', () => {
  const now = { offline: false };

  it('calls nothing safe but to wait, while the cloud shows the call in flight', async () => {
    const { here, file } = await cut();
    const { safe, unsafe, later, cloud } = await here.status(file, now);
    expect(cloud).toMatchObject([{ says: 'prod/heat: in flight: at work' }]);
    expect(safe.map(({ command }) => command)).toEqual([expect.stringMatching(/^onward status prod-/)]);
    expect(safe[0]?.says).toContain('wait: the cloud shows prod/heat in flight');
    expect(unsafe.length).toBeGreaterThan(0);
    expect(later).toEqual([]);
  });

  it('says of a call that is done that a resume sends nothing and ends the run', async () => {
    const { here, file } = await cut();
    here.cloud.pass(2 * minute);
    const { safe } = await here.status(file, now);
    expect(safe).toMatchObject([{ command: expect.stringMatching(/^onward resume prod-/) as string }]);
    expect(safe[0]?.says).toContain('sends nothing: prod/heat is done already');
  });
});
