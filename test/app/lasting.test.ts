import { describe, expect, it } from 'vitest';
import { lastingOf } from '../../src/app/rehearse/lasting.ts';

const [first, second] = ['c4u01vphmczrpmlx9nisaq3tz', 'ci5fertcwxnj5cinwp2a3793f'];

const moved = (a: string, b: string, nics: readonly object[]): object => ({
  aoc: {
    clusters: [{ id: 'hz-b', vms: [a, b].map((name, at) => ({ id: [first, second][at], name })) }],
    nics: nics.map((nic, at) => ({ id: `${[first, second][at]}n0x0`, ...nic })),
  },
});

const lasting = (world: object): unknown => lastingOf(world as Readonly<Record<string, unknown>>, '{}');

const [web, db] = [{ vm: { name: 'web' } }, { vm: { name: 'db' } }];

describe('what lasts of a world', () => {
  it('is the same whatever was made first', () => {
    expect(lasting(moved('web', 'db', [web, db]))).toEqual(lasting(moved('db', 'web', [db, web])));
  });

  it('is otherwise where a card belongs to another machine', () => {
    expect(lasting(moved('web', 'db', [web, db]))).not.toEqual(lasting(moved('web', 'db', [db, web])));
  });

  it('tells what was there from what was made', () => {
    const world = { aoc: { machines: [{ id: first, name: 'web' }] } };
    expect(lastingOf(world, JSON.stringify(world))).toEqual(world);
    expect(lasting(world)).toEqual({ aoc: { machines: [{ id: 'made later: web', name: 'web' }] } });
  });

  it('keeps an order that says something', () => {
    const pod = (...command: readonly string[]): object => ({
      ack: { clusters: [{ name: 'prod', kubernetes: { pods: [{ metadata: { name: 'a' }, spec: { command } }] } }] },
    });
    expect(lasting(pod('sh', '-c'))).not.toEqual(lasting(pod('-c', 'sh')));
  });

  it('is without the times', () => {
    expect(lasting({ now: 'then', slb: { loadBalancers: [{ id: 'lb', spec: 's', finished_at: 'now' }] } })).toEqual({
      slb: { loadBalancers: [{ id: 'lb', spec: 's' }] },
    });
  });
});
