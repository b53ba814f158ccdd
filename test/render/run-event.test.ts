import { describe, expect, it } from 'vitest';
import { renderRunEvent, type RunEvent } from '../../src/render/render-run-event.ts';

const at = '2026-11-28T03:04:12Z';
const owner = { host: 'runner-1', boot: 'b', pid: 42, start: '1' };
const step = 'prod/migrate';
const decision = 'sha256:7f3ac21e90b4aaaa';

const cases: readonly (RunEvent & { readonly line: string })[] = [
  {
    type: 'accepted',
    at,
    plan: 'sha256:1',
    decision,
    owner,
    executor: 'pulumi',
    line: '03:04:12  accepted: decision 7f3ac21e90b4, by runner-1 pid 42, executor pulumi',
  },
  {
    type: 'taken',
    at,
    owner,
    from: null,
    why: 'its process is gone',
    line: '03:04:12  taken over by runner-1 pid 42: its process is gone',
  },
  {
    type: 'approved',
    at,
    step,
    decision,
    by: 'alice',
    via: 'reviews',
    line: '03:04:12  prod/migrate  approved by alice via reviews, decision 7f3ac21e90b4',
  },
  {
    type: 'opened',
    at,
    step,
    checks: [{ code: 'ACK105', at }],
    line: '03:04:12  prod/migrate  gate open, passed: ACK105',
  },
  {
    type: 'answered',
    at,
    step,
    code: 'ACK105',
    verdict: 'pass',
    facts: {},
    line: '03:04:12  prod/migrate  ACK105 pass',
  },
  {
    type: 'intended',
    at,
    step,
    attempt: 1,
    fence: { nonce: 'n', date: at },
    line: '03:04:12  prod/migrate  will send, attempt 1',
  },
  {
    type: 'sent',
    at,
    step,
    request: '9A1C-77',
    task: 'T-64f2',
    line: '03:04:12  prod/migrate  SENT ONCE, accepted, task T-64f2, request 9A1C-77',
  },
  {
    type: 'refused',
    at,
    step,
    code: 'Forbidden',
    request: '9A',
    why: 'no permission',
    throttled: false,
    line: '03:04:12  prod/migrate  REFUSED: Forbidden no permission, request 9A',
  },
  {
    type: 'refused',
    at,
    step,
    code: 'Throttling',
    request: '9A',
    why: 'too many',
    throttled: true,
    line: '03:04:12  prod/migrate  throttled, tried again later: Throttling too many, request 9A',
  },
  { type: 'progress', at, step, says: 'a\nb\u001b[2J', line: '03:04:12  prod/migrate  a\\nb\\u001b[2J' },
  { type: 'done', at, step, evidence: [], line: '03:04:12  prod/migrate  done' },
  {
    type: 'done',
    at,
    step,
    evidence: [],
    adopted: 'found in the cloud; its answer never came',
    line: '03:04:12  prod/migrate  done: found in the cloud; its answer never came',
  },
  {
    type: 'unsent',
    at,
    step,
    why: 'the reading before it failed: GetPolicy: the connection was refused',
    line: '03:04:12  prod/migrate  NOT SENT, tried again later: the reading before it failed: GetPolicy: the connection was refused',
  },
  {
    type: 'failed',
    at,
    step,
    code: 'RUN001',
    why: 'rolled back',
    evidence: [],
    line: '03:04:12  prod/migrate  FAILED RUN001: rolled back',
  },
  {
    type: 'parked',
    at,
    step: 'prod/commit',
    gate: 'commit',
    missing: ['2 yes'],
    line: '03:04:12  prod/commit  parked at GATE commit, missing: 2 yes',
  },
  {
    type: 'settled',
    at,
    step,
    as: 'not-sent',
    evidence: 'no task',
    by: 'bob',
    line: '03:04:12  prod/migrate  settled as not-sent by bob: no task',
  },
  { type: 'ended', at, outcome: 'done', exit: 0, line: '03:04:12  ended: done, exit 0' },
];

describe('an event of a run', () => {
  it.each(cases)('is one line: $line', ({ line, ...event }) => {
    expect(renderRunEvent(event, { color: false })).toBe(`${line}\n`);
  });

  it('shows a time it cannot take apart as it is, escaped', () => {
    expect(renderRunEvent({ type: 'ended', at: 'x\u001b', outcome: 'done', exit: 0 }, { color: false })).toBe(
      'x\\u001b  ended: done, exit 0\n',
    );
  });
});
