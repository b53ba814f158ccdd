import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hands } from '../../providers/ack/cluster/operations/operation.ts';
import { handsBy, meddled, step } from '../conformance/cluster-operations/bench.ts';
import { nodeNamed, pathOf } from '../conformance/kubernetes/objects.ts';
import { read, uidOf } from '../conformance/kubernetes/seen.ts';
import { givenThrough } from './given.ts';
import { grantActs } from './rights.ts';
import { startServer, type KubernetesServer } from './server.ts';
import { writesSeen } from './writes-seen.ts';

describe('an API server that goes away in the middle', () => {
  let server: KubernetesServer;
  let hands: Hands;
  let args: { readonly node: string; readonly uid: string };
  let witness: () => Promise<readonly string[]>;
  const path = pathOf(nodeNamed('lost-1'));
  beforeAll(async () => {
    server = await startServer();
    await grantActs(server.as('admin'), 'onward');
    await givenThrough(server.as('admin'))(nodeNamed('lost-1'));
    hands = handsBy(server.kubeconfig('onward', 'certificate'));
    args = { node: 'lost-1', uid: await uidOf(server.as('admin'), path) };
    witness = writesSeen(server);
  });
  afterAll(() => server?.stop());

  it('makes a step unreadable, never done and never not done, and nothing is sent', async () => {
    await server.kill();
    const [cordon, remove] = [step('cordon', args), step('remove-node', { ...args, instance: 'i-1' })];
    expect([await cordon.probe(hands), await remove.probeSince(hands)]).toEqual(['unreadable', 'unreadable']);
    expect(await cordon.answer(hands)).toMatchObject({
      is: 'unsent',
      why: expect.stringContaining('the connection was refused') as string,
    });
    await server.restart();
    expect(await cordon.probe(hands)).toBe('not-done');
    expect(await witness()).toEqual([]);
  });

  it('leaves a write that met nobody without an answer; when it is back, its own word counts', async () => {
    const cordon = step('cordon', args);
    expect(await cordon.perform(await meddled(hands, server.kill))).toBe('unanswered');
    await server.restart();
    expect(await cordon.probeSince(hands)).toBe('not-done');
    expect((await read(server.as('admin'), path)).spec?.['unschedulable']).toBeUndefined();
    expect(await cordon.perform(hands)).toBe('accepted');
    expect(await witness()).toEqual([`patch ${path} 200`]);
  });
});
