import { describe, expect, it } from 'vitest';
import { parked } from './parked.ts';
import { scene } from './scene.ts';

interface Case {
  readonly effect: Readonly<Record<string, unknown>>;
  readonly statuses: readonly number[];
  readonly reason: string;
}

const cases: readonly Case[] = [
  { effect: { drop: 'before' }, statuses: [0, 200], reason: 'it never arrived' },
  { effect: { html502: 'before' }, statuses: [502, 200], reason: 'a gateway kept it' },
  { effect: { drop: 'after' }, statuses: [0], reason: 'it arrived, the answer was lost' },
  { effect: { html502: 'after' }, statuses: [502], reason: 'it arrived, a gateway answered' },
  { effect: { empty200: {} }, statuses: [200], reason: 'it arrived, the answer is empty' },
  { effect: { throttle: { retryAfterMs: 2_000 } }, statuses: [429, 200], reason: 'the cloud asked to wait' },
];

interface Intent {
  readonly type: string;
  readonly step?: string;
  readonly fence: { readonly nonce: string; readonly date: string };
}

const intents = (journal: string): readonly Intent[] =>
  journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Intent)
    .filter(({ type, step }) => type === 'intended' && step === 'prod-hangzhou/migrate');

describe('a one-way call whose answer says nothing', () => {
  it.each(cases)('is accepted once and ends 0 ($effect): $reason', async ({ effect, statuses }) => {
    const here = await scene();
    const { yes, digest } = await parked(here);
    await here.twin.spoil({ match: { action: 'MigrateCluster' }, effect });
    const resumed = await here.onward(['resume', '--approve', yes]);
    expect(resumed).toMatchObject({ exit: 0 });
    const calls = await here.twin.callsOf('MigrateCluster');
    expect(calls.map(({ status }) => status)).toEqual(statuses);
    const run = digest.slice('sha256:'.length, 'sha256:'.length + 12);
    const signed = intents(here.read(`.onward/runs/${run}/journal.2.ndjson`));
    expect(new Set(signed.map(({ fence }) => fence.nonce)).size).toBe(statuses.length);
    if (statuses.length > 1 && !('throttle' in effect)) {
      expect(resumed.stderr).toContain('no trace of the call; it could still arrive until');
      const dead = Date.parse(signed[0]?.fence.date ?? '') + 16 * 60_000;
      expect(Date.parse(calls[1]?.at ?? '')).toBeGreaterThan(dead + 30_000);
    }
  });
});
