import { describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { writes } from './parked.ts';
import { document, scene, standardCluster, type Scene } from './scene.ts';

/** Friday, 12:00 UTC: six hours before Saturday's 02:00 in Shanghai. */
const friday = { now: '2026-11-27T12:00:00Z', ...standardCluster() };

const project = (window: string): string =>
  [
    'apiVersion: onward/v1',
    'kind: Project',
    'metadata: { name: ack }',
    'spec:',
    '  documents: [prod.yaml]',
    '  windows:',
    `    - { name: sat-night, timezone: Asia/Shanghai, ${window} }`,
    '',
  ].join('\n');

const opened = async (window = 'allow: [{ days: [Sat], from: "02:00", to: "05:00" }]'): Promise<Scene> => {
  const here = await scene({ world: friday });
  here.write('onward.yaml', project(window));
  here.write('prod.yaml', document('gates: { window: sat-night }'));
  return here;
};

describe('a cluster whose gates keep to a window', () => {
  it('is planned with its window, waits for it with its yes in hand, and goes on when it opens', async () => {
    const here = await opened();
    const plan = await here.onward(['plan', '-o', 'plan.json']);
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.stdout).toMatch(/When +Sat 2026-11-28 02:00-05:00 \+08, needs \d+-\d+ min: fits/);
    expect(plan.stdout.replace(/\s+/g, ' ')).toContain('inside window sat-night');
    const { yes, alias } = here.planned();
    const applied = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(applied).toMatchObject({ exit: 9 });
    expect(applied.stderr).toContain('opens Sat 2026-11-28 02:00 +08 (2026-11-27T18:00:00Z) in window sat-night');
    expect(lastLine(applied)).toMatch(
      new RegExp(`next: onward resume ${alias}( --executor \\w+)?   \\(from Sat 2026-11-28 02:00 \\+08\\)$`),
    );
    const early = await here.onward(['resume']);
    expect(early).toMatchObject({ exit: 9 });
    expect(early.stderr).not.toContain('parked at GATE');
    const status = await here.onward(['status', alias]);
    expect(status.stdout).toMatch(/waits for window; opens Sat 2026-11-28 02:00\s+\+08 \(in \d h\)/);
    expect(await here.onward(['drift', 'prod.yaml'])).toMatchObject({
      stdout: expect.stringMatching(
        /parked at GATE\s+commit \(opens Sat 2026-11-28 02:00 \+08 \(in \d h\)\)/,
      ) as string,
    });
    expect(await writes(here)).not.toContain('MigrateCluster 200');
    await here.twin.advance('6h');
    expect(await here.onward(['resume'])).toMatchObject({ exit: 0 });
    expect(await writes(here)).toContain('MigrateCluster 200');
  });

  it('says at once that a yes is missing and that it is not the time', async () => {
    const here = await opened();
    await here.onward(['plan', '-o', 'plan.json']);
    const applied = await here.onward(['apply', 'plan.json']);
    expect(applied).toMatchObject({ exit: 9 });
    expect(applied.stderr).toMatch(/waits for a yes, and opens Sat 2026-11-28 02:00 \+08/);
    expect(applied.stderr).toContain('missing: approval, window');
    expect(lastLine(applied)).toContain(`onward resume ${here.planned().alias} --approve ${here.planned().yes}`);
  });

  it('is blocked where its gate could never open, and says the way past it', async () => {
    const here = await opened('allow: [{ days: [Sat], from: "02:00", to: "02:05" }], onOverrun: park');
    const plan = await here.onward(['plan', '-o', 'plan.json']);
    expect(plan).toMatchObject({ exit: 5, stdout: expect.stringContaining('FAIL PLN033') as string });
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 5 });
    expect(await here.onward(['explain', 'PLN033'])).toMatchObject({ exit: 0 });
  });

  it('is refused where it names no window that is declared', async () => {
    const here = await opened();
    here.write('prod.yaml', document('gates: { window: sat-nigth }'));
    for (const verb of ['validate', 'plan'])
      expect(await here.onward([verb])).toMatchObject({
        exit: 3,
        stderr: expect.stringMatching(
          /prod\.yaml:8:20: PLN030 the window sat-nigth is not declared; did you mean sat-night\?/,
        ) as string,
      });
  });
});
