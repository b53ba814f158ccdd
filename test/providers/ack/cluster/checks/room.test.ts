import { describe, it } from 'vitest';
import { expectCase, title, type Case } from './case.ts';

const cases: readonly Case[] = [
  { code: 'ACK109', verdict: 'pass', reason: 'room on nodes and in subnets', names: ['9 nodes', '1 vSwitch'] },
  {
    ...{ code: 'ACK109', verdict: 'fail', reason: 'one free address is too few' },
    facts: { vswitches: [{ id: 'vsw-1', zone: 'i', free: 1 }] },
    names: ['vSwitch vsw-1 (i) has 1 free addresses; 2 are needed'],
  },
  {
    ...{ code: 'ACK109', verdict: 'pass', reason: 'two free addresses are enough' },
    facts: { vswitches: [{ id: 'vsw-1', zone: 'i', free: 2 }] },
  },
  {
    ...{ code: 'ACK109', verdict: 'fail', reason: 'a node is closed' },
    ...{ facts: { 'nodes.unschedulable': ['worker-1'] }, names: ['worker-1 not schedulable'] },
  },
  {
    ...{ code: 'ACK109', verdict: 'waived', reason: 'a waiver with an end sets it aside' },
    facts: { 'nodes.unschedulable': ['worker-1'] },
    waivers: [{ code: 'ACK109', reason: 'CHG1', expires: '2026-12-01' }],
  },
  { code: 'ACK109', verdict: 'unknown', reason: 'the subnets could not be read', unread: ['vswitches'] },

  { code: 'ACK129', verdict: 'pass', reason: 'within both limits', names: ['9 nodes', '5000'] },
  { code: 'ACK129', verdict: 'warn', reason: 'more than Pro takes', facts: { 'cluster.size': 6000 }, names: ['6000'] },
  { code: 'ACK129', verdict: 'warn', reason: 'unknown is no pass', facts: { 'cluster.size': null } },

  { code: 'ACK127', verdict: 'pass', reason: 'nothing is denied', names: ['RAMUser alice'] },
  {
    ...{ code: 'ACK127', verdict: 'fail', reason: 'one call of the plan is denied' },
    facts: { 'operator.denied': [{ action: 'cs:MigrateCluster', resource: '*' }] },
    ...{ names: ['1 permission', 'cs:MigrateCluster on *'], at: '/spec/account' },
  },
  {
    ...{ code: 'ACK127', verdict: 'fail', reason: 'the API server would refuse as well' },
    facts: { 'operator.kubernetes': [{ verb: 'delete', resource: 'nodes' }] },
    names: ['delete nodes'],
  },
  {
    ...{ code: 'ACK127', verdict: 'later', reason: 'another role applies, and its policies allow all' },
    facts: { operator: { type: 'RAMUser', name: 'alice', appliesAs: 'apply' }, 'operator.kubernetes': null },
    names: ['role apply applies, not RAMUser alice'],
  },
  {
    ...{ code: 'ACK127', verdict: 'later', reason: 'another role applies, and its policies may not be read here' },
    facts: {
      operator: { type: 'RAMUser', name: 'alice', appliesAs: 'apply' },
      ...{ 'operator.denied': null, 'operator.kubernetes': null },
    },
    names: ['may not read its RAM policies'],
  },
  {
    ...{ code: 'ACK127', verdict: 'fail', reason: 'what the other role lacks is told now' },
    facts: {
      operator: { type: 'RAMUser', name: 'alice', appliesAs: 'apply' },
      'operator.denied': [{ action: 'cs:MigrateCluster', resource: '*' }],
      'operator.kubernetes': null,
    },
    ...{ names: ['role apply lacks 1 permission'], fix: 'granted to that role', at: '/spec/account' },
  },
  { code: 'ACK127', verdict: 'unknown', reason: 'policies cannot be listed', unread: ['operator.denied'] },

  { code: 'ACK133', verdict: 'pass', reason: 'no tag names a pipeline' },
  {
    ...{ code: 'ACK133', verdict: 'ask', reason: 'tagged so: is it frozen?' },
    facts: { 'cluster.tags': [{ key: 'managed-by', value: 'terraform' }] },
    ...{ names: ['managed-by=terraform'], fix: 'attestations: {pipeline:', at: '/spec/attestations/pipeline' },
  },
  {
    ...{ code: 'ACK133', verdict: 'pass', reason: 'a person says that it is frozen' },
    facts: { 'cluster.tags': [{ key: 'pulumi:stack', value: 'prod' }] },
    spec: { attestations: { pipeline: 'frozen by bob' } },
    names: ['frozen by bob'],
  },
];

describe('room, permissions and pipelines', () => {
  it.each(cases)(title, expectCase);
});
