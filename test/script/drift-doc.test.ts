import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parked } from './parked.ts';
import { scene, standardCluster, underAnotherCloud, type Scene } from './scene.ts';

/** What differs from one run to the next of the same: the run's name and the time of day. */
const masked = (text: string): string =>
  text.replace(/prod-hangzhou-[0-9a-f]{4}/g, 'prod-hangzhou-7f3a').replace(/\d\d:\d\d:\d\d/g, '00:00:00');

const shown = (): readonly string[] =>
  [...readFileSync('docs/how-to/drift.md', 'utf8').matchAll(/<!-- executed -->\n```\n([^]*?)```/g)].map(
    ([, text]) => text ?? '',
  );

/** One look at a cloud, as the page shows it: the command, its answer, the last line. */
const look = async (
  here: Scene,
  world: Readonly<Record<string, unknown>>,
  ...flags: readonly string[]
): Promise<string> => {
  const there = await underAnotherCloud(here, { world, speed: 'max' });
  const { stdout, stderr } = await there.onward(['drift', 'prod.yaml', ...flags]);
  return [`$ onward drift prod.yaml${flags.map((flag) => ` ${flag}`).join('')}`, `${stdout}${stderr}`].join('\n');
};

describe('the page on drift', () => {
  it('shows what the command says', async () => {
    const now = '2026-11-28T02:00:00Z';
    const here = await scene({ world: { now, ...standardCluster() }, speed: 'max' });
    const { yes } = await parked(here);
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    const cluster = (at: string, more: object) => ({ now: at, ...standardCluster({ spec: 'ack.pro.small', ...more }) });
    const looks = [
      await look(here, cluster('2026-12-05T06:00:00Z', { name: 'prod-old' })),
      await look(here, cluster('2026-12-06T06:00:00Z', { name: 'prod-older' })),
      await look(here, cluster('2026-12-09T06:00:00Z', { name: 'prod-older' }), '--fail-on', 'new'),
      await look(here, cluster('2026-12-10T06:00:00Z', {})),
    ];
    expect(shown().map(masked)).toEqual(looks.map(masked));
  });
});
