import { describe, expect, it } from 'vitest';
import { planned, saying, standard } from '../dedicated-sample.ts';

const facts = { 'cluster.region': 'cn-shanghai' };

describe('a cluster in another region than declared', () => {
  it('gets no journey, for what is declared leads past its instances and networks', () => {
    const { target, steps } = planned({ facts });
    expect([target.journey, steps]).toEqual([null, []]);
    expect(saying('ACK101', { facts })).toMatchObject({ verdict: 'fail', remedy: 'region: cn-shanghai' });
    expect(saying('ACK102', { facts })).toMatchObject({ verdict: 'fail', remedy: 'region: cn-shanghai' });
  });

  it('that needs no journey is told of the region alone', () => {
    const pro = { facts: { ...standard, ...facts, 'cluster.edition': 'pro', 'cluster.spec': 'ack.pro.small' } };
    expect(saying('ACK101', pro)).toMatchObject({ verdict: 'fail' });
    expect(saying('ACK102', pro)).toMatchObject({ verdict: 'pass' });
  });
});
