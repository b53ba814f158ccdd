import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report/report.ts';
import { eventually } from './eventually.ts';
import { parked, slowly } from './parked.ts';
import { scene } from './scene.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('a ticket to the vendor', () => {
  it('says what was sent, what is late and what the cloud says now; then what a person settled is in the report', async () => {
    const here = await scene({ world: slowly.world, speed: slowly.speed });
    const { yes, alias } = await parked(here);
    const first = here.start(['resume', '--approve', yes]);
    await eventually(() => first.stderr().includes('SENT ONCE, accepted, task T-'), 'the answer is journaled');
    first.killGroup('SIGKILL');
    await first.ended;
    expect((await here.onward(['status', alias])).stdout).toMatch(
      new RegExp(`at \\d\\d:\\d\\d call the vendor: onward report ${alias} --ticket`),
    );
    await here.twin.advance('2h');
    expect(flat((await here.onward(['status', alias])).stdout)).toMatch(/LATE since \d\d:\d\d: call the vendor/);
    const ticket = await here.onward(['report', alias, '--ticket', '-o', 'ticket.md']);
    expect(ticket).toMatchObject({ exit: 0 });
    const text = flat(ticket.stdout);
    for (const part of [
      'account id: 1234567890123456',
      'region: cn-hangzhou',
      'cluster id: c82e',
      'task T-',
      'MigrateCluster',
      '+00:00, read just now: in flight',
    ])
      expect(text).toContain(part);
    // Our own names, and the machine that ran it, are nothing to the vendor.
    for (const ours of [alias, 'AckCluster/', 'prod.yaml', ' pid ']) expect(text).not.toContain(ours);
    expect(here.read('ticket.md')).toContain('### What we ask');
    const blind = await here.onward(['report', alias, '--ticket', '--offline']);
    expect(flat(blind.stdout)).toContain('The cloud could not be read just now: not asked (--offline)');
    const settled = await here.onward([
      'settle',
      alias,
      '--step',
      'prod-hangzhou/migrate',
      '--as',
      'sent',
      '--evidence',
      'ticket 55-0911',
    ]);
    expect(settled).toMatchObject({ exit: 0 });
    await here.onward(['report', alias, '--offline', '-o', 'report.json']);
    const { told } = JSON.parse(here.read('report.json')) as Report;
    expect(told.settles).toMatchObject([{ step: 'prod-hangzhou/migrate', as: 'sent', evidence: 'ticket 55-0911' }]);
    expect(told.run.state).toBe('open');
    expect(await here.onward(['report', '--check', 'report.json'])).toMatchObject({ exit: 0 });
  });
});
