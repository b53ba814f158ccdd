import { describe, expect, it } from 'vitest';
import { ackCluster } from '../../../../../providers/ack/cluster/kind.ts';
import { planned, standard } from '../dedicated-sample.ts';
import { expectCase, title, type Case } from './case.ts';

const waiver = { code: 'ACK104', reason: 'CHG1', expires: '2026-12-01' };
const failed = {
  id: 'c-1',
  finishedAt: '2026-11-28T01:00:00Z',
  failed: [{ group: 'node', item: 'n-1', status: 'bad' }],
};

const cases: readonly Case[] = [
  { code: 'ACK102', verdict: 'pass', reason: 'a journey leads there', names: ['dedicated to pro'] },
  {
    ...{ code: 'ACK102', verdict: 'fail', reason: 'dedicated clusters become Pro or nothing' },
    ...{ spec: { edition: 'standard' }, names: ['only to Pro'], fix: 'edition: pro' },
  },
  ...(['edge', 'serverless', 'lingjun', 'external', 'unknown:X/Y/Z'] as const).map((edition): Case => ({
    ...{ code: 'ACK102', verdict: 'fail', reason: `${edition} goes nowhere` },
    ...{ facts: { 'cluster.edition': edition }, names: [`${edition} -> pro`] },
  })),
  { code: 'ACK104', verdict: 'pass', reason: 'new enough' },
  {
    ...{ code: 'ACK104', verdict: 'fail', reason: 'no waiver helps a dedicated one', waivers: [waiver] },
    ...{ facts: { 'cluster.version': '1.16.9-aliyun.1' }, names: ['1.16.9', '1.18', 'No waiver'] },
  },
  {
    ...{ code: 'ACK104', verdict: 'waived', reason: 'a waiver helps a standard one', waivers: [waiver] },
    facts: { ...standard, 'cluster.version': '1.16.9-aliyun.1' },
  },
  { code: 'ACK105', verdict: 'later', reason: 'the run makes it', later: 'precheck' },
  { code: 'ACK105', verdict: 'fail', reason: 'the newest one failed', facts: { 'precheck.newest': failed } },
  { code: 'ACK122', verdict: 'pass', reason: 'a ticket', names: ['ticket 55-0911'] },
  {
    ...{ code: 'ACK122', verdict: 'ask', reason: 'nobody says', spec: { attestations: {} } },
    ...{ fix: 'attestations: {allowList:', at: '/spec/attestations/allowList' },
  },
  { code: 'ACK130', verdict: 'warn', reason: 'no backup is attested', spec: { attestations: {} } },
  { code: 'ACK190', verdict: 'pass', reason: 'what a yes acknowledges', names: ['7 notices', 'masters leave'] },
];

describe('how the cluster stands', () => {
  it.each(cases)(title, expectCase);
});

const codes = (given: Parameters<typeof planned>[0]): string =>
  planned(given)
    .checks.map(({ code }) => code.slice('ACK'.length))
    .join(' ');

describe('the checks that are listed', () => {
  it('for dedicated -> pro are all of its column', () => {
    expect(codes({})).toBe(
      '100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 126 127 128 129 130 131 132 133 134 190',
    );
  });

  it('for standard -> pro are those of its column, and no other is asked for its facts', () => {
    expect(
      codes({
        facts: standard,
        unread: Object.keys(planned().target.observed.facts).filter((name) => !(name in standard)),
      }),
    ).toBe('100 101 102 103 104 105 109 111 120 122 123 127 128 129 130 132 133 190');
  });

  it('for a change of tier are few', () => {
    const pro = { 'cluster.edition': 'pro', 'cluster.spec': 'ack.pro.small', 'cluster.tier': 'small' };
    expect(codes({ facts: { ...standard, ...pro }, spec: { tier: 'xlarge' } })).toBe('100 101 102 103 123 133');
  });

  it('where nothing is due are those of the account and the target', () => {
    expect(codes({ spec: { edition: 'dedicated' } })).toBe('100 101 102');
  });

  it('each say why where the page of 2021 and today’s differ', () => {
    const differ = ['ACK104', 'ACK106', 'ACK107', 'ACK110', 'ACK112', 'ACK113', 'ACK115', 'ACK117', 'ACK119', 'ACK122'];
    for (const code of differ)
      expect(ackCluster.checks.find((check) => check.code === code)?.explains).toMatch(/2021|both pages/i);
  });
});
