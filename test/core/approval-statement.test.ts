import { describe, expect, it } from 'vitest';
import {
  approvalText,
  parseApproval,
  statementText,
  type ApprovalStatement,
} from '../../src/core/approval-statement.ts';

const statement: ApprovalStatement = {
  format: 'onward.approval/1',
  decision: 'd'.repeat(64),
  digest: 'e'.repeat(64),
  by: 'alice@x.org',
  at: '2026-11-28T02:00:00Z',
  tool: 'onward 0.1.0',
  summary: [['AckCluster/prod', 'ack:1:c']],
};
const signature = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n';
const file = { format: 'onward.approval/1', statement, signature };

const read = (value: unknown) => parseApproval(JSON.stringify(value));

describe('an approval', () => {
  it('is read as it was written, and signed in one form only', () => {
    expect(parseApproval(approvalText({ statement, signature }))).toEqual({ statement, signature });
    const { by, ...rest } = statement;
    expect(statementText({ ...rest, by })).toBe(statementText(statement));
  });

  it.each([
    { value: { ...file, more: 1 }, reason: 'a member beside the known ones' },
    { value: { ...file, statement: { ...statement, role: 'admin' } }, reason: 'one that nobody looks at' },
    { value: { ...file, statement: { ...statement, decision: 'd'.repeat(12) } }, reason: 'half a decision' },
    { value: { ...file, statement: { ...statement, decision: 'D'.repeat(64) } }, reason: 'another way to write it' },
    { value: { ...file, statement: { ...statement, by: 'alice, bob' } }, reason: 'two names' },
    { value: { ...file, statement: { ...statement, by: '*@x.org' } }, reason: 'a pattern for a name' },
    { value: { ...file, statement: { ...statement, by: 'a\u202eb' } }, reason: 'a name that reads otherwise' },
    { value: { ...file, statement: { ...statement, gate: null } }, reason: 'a gate that is none' },
    { value: { ...file, statement: { ...statement, at: 'yesterday' } }, reason: 'no time' },
    { value: { ...file, statement: { ...statement, at: '2026-13-28T02:00:00Z' } }, reason: 'a month that is none' },
    { value: { ...file, statement: { ...statement, summary: [['a']] } }, reason: 'half an entry' },
    { value: { ...file, statement: { ...statement, format: 'onward.approval/2' } }, reason: 'another format' },
    { value: { ...file, signature: 'x' }, reason: 'no signature' },
    { value: { ...file, signature: `${signature}${signature}` }, reason: 'two signatures' },
    { value: { ...file, statement: { ...statement, tool: undefined } }, reason: 'a member less' },
    { value: [file], reason: 'a list' },
    { value: null, reason: 'nothing' },
  ])('is none with $reason', ({ value }) => {
    expect(read(value)).toBeNull();
  });

  it('is none where it is no JSON, and has one meaning where a name stands twice', () => {
    expect(parseApproval('{')).toBeNull();
    const twice = JSON.stringify(file).replace('"by":"alice@x.org"', '"by":"bob@x.org","by":"alice@x.org"');
    expect(statementText(parseApproval(twice)?.statement ?? { ...statement, by: '' })).toBe(statementText(statement));
  });
});
