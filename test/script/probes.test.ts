import { describe, expect, it } from 'vitest';
import { service } from '../providers/probes/services.ts';
import { lastLine } from './cli.ts';
import { writes } from './parked.ts';
import { document, scene, type Scene } from './scene.ts';

/** A shop whose answer is decided request by request, and a document that watches it. */
const open = async (status: (asked: number, here: Scene) => number | Promise<number>) => {
  const here = await scene();
  const shop = await service(async (_, response) => {
    response.writeHead(await status(shop.asked.length, here)).end();
  });
  here.write('prod.yaml', document(`probes: [{ http: "${shop.url}", greenBefore: 3, greenAfter: 10m }]`));
  const plan = await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
  return { here, shop, plan };
};

const isMigrated = async ({ twin }: Scene): Promise<boolean> => (await twin.callsOf('MigrateCluster')).length > 0;

describe('a service that a document has watched', () => {
  it('is named by the plan, which does not ask it', async () => {
    const { here, shop, plan } = await open(() => 200);
    expect(plan).toMatchObject({ exit: 0 });
    expect(plan.stdout).toContain(shop.url);
    expect(plan.stdout).toMatch(/later ACK105 \(step 1\) PRB101 \(step 2\) PRB102 \(step 5\)/);
    await here.onward(['precheck', 'prod.yaml']);
    expect(shop.asked).toEqual([]);
  });

  it('is asked before the gate and for long enough after the proof, and the run ends well', async () => {
    const { here, shop } = await open(() => 204);
    const { yes } = here.planned();
    const done = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(done).toMatchObject({ exit: 0 });
    expect(shop.asked.length).toBeGreaterThanOrEqual(3 + 61);
    expect(await here.onward(['plan', 'prod.yaml', '--detailed-exitcode'])).toMatchObject({ exit: 0 });
  });

  it('that is red before keeps the gate shut; once it is green the run goes on', async () => {
    const red = { is: true };
    const { here, shop } = await open(() => (red.is ? 503 : 200));
    const { yes, alias } = here.planned();
    const blocked = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(blocked).toMatchObject({ exit: 5 });
    expect(blocked.stderr).toContain(`PRB101 ${shop.url} is not green: 503`);
    expect(lastLine(blocked)).toContain(`exit 5 (blocked)  next: onward resume ${alias}`);
    expect(shop.asked).toHaveLength(1);
    expect(await writes(here)).toEqual(['RunClusterCheck 200']);
    red.is = false;
    expect(await here.onward(['resume', '--approve', yes])).toMatchObject({ exit: 0 });
    expect(await isMigrated(here)).toBe(true);
  });

  it('that was green when the run parked is asked again before the call is sent', async () => {
    const parkedAt = { asked: Number.POSITIVE_INFINITY };
    const { here, shop } = await open((asked) => (asked > parkedAt.asked ? 503 : 200));
    const { yes } = here.planned();
    expect(await here.onward(['apply', 'plan.json'])).toMatchObject({ exit: 9 });
    parkedAt.asked = shop.asked.length;
    await here.twin.advance('5m');
    const blocked = await here.onward(['resume', '--approve', yes]);
    expect(blocked).toMatchObject({ exit: 5, stderr: expect.stringContaining('PRB101') as string });
    expect(await isMigrated(here)).toBe(false);
  });

  it('that turns red after the migration is named with its answer and its last good time; nothing is undone', async () => {
    const after = { looks: 0 };
    const { here, shop } = await open(async (_, scene) =>
      (await isMigrated(scene)) && (after.looks += 1) > 20 ? 500 : 200,
    );
    const { yes } = here.planned();
    const ended = await here.onward(['apply', 'plan.json', '--approve', yes]);
    expect(ended).toMatchObject({ exit: 12 });
    expect(ended.stderr).toMatch(/PRB102 http:\S+ is not green: 500 in \d+ ms, at \S+Z; last green \S+Z/);
    expect(ended.stderr).toContain(shop.url);
    const changed = (await writes(here)).filter((write) => !write.startsWith('RunClusterCheck'));
    expect(changed).toEqual(['MigrateCluster 200']);
  });

  it('is refused where its address could hold a secret, at its line, without repeating it', async () => {
    const here = await scene();
    here.write('prod.yaml', document('probes: [{ http: "https://shop.example.com/?token=canary-77" }]'));
    const refused = await here.onward(['validate', 'prod.yaml']);
    expect(refused).toMatchObject({ exit: 3 });
    expect(refused.stdout + refused.stderr).toMatch(/prod\.yaml:8:20: \S+: DOC018 the address of probe 1 has a query/);
    expect(refused.stdout + refused.stderr).not.toContain('canary');
  });
});
