import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCs } from '../../../../../providers/ack/clients/cs.ts';
import { createEcs } from '../../../../../providers/ack/clients/ecs.ts';
import { contracts } from '../../../../../providers/ack/cluster/contracts.ts';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import type { Session } from '../../../../../providers/ack/session.ts';
import type { Answer } from '../../../../../src/core/operation.ts';
import { textOf, trackedFiles } from '../../../../house/tracked-files.ts';
import { samples } from './samples.ts';
import { accepted, call, fence, refused, since, stubHands } from './stub-hands.ts';

const sending = Object.values(contracts)
  .filter(({ sends }) => sends)
  .map(({ operation }) => operation);

const answers: readonly Answer[] = [
  accepted,
  refused,
  { is: 'throttled', request: 'REQ-W', afterMs: 700 },
  { is: 'unsent', why: 'no key', afterMs: 5_000 },
  { is: 'unanswered', why: 'silence' },
];

const sampleOf = (name: string) => {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`no sample of ${name}`);
  return sample;
};

/** A pre-check looks at nothing before an intent: an older one is never a step that was taken. */
const reading = sending.filter((name) => name !== 'ack.precheck/1');

describe('every operation', () => {
  it('has a contract, and every contract its operation', () => {
    expect(Object.keys(operations).sort()).toEqual(Object.keys(contracts).sort());
  });

  it('has a sample here, so that what follows is true of all', () => {
    expect(Object.keys(samples).sort()).toEqual([...sending].sort());
  });

  it('names an undo that exists', () => {
    const undos = Object.values(contracts).flatMap(({ undo }) => undo ?? []);
    expect(undos.filter((undo) => !(undo in operations))).toEqual([]);
  });

  it.each(sending)('%s is not done in its sample, and is sent with exactly one write', async (name) => {
    const { args, cloud } = sampleOf(name);
    const stub = stubHands(cloud);
    expect(await operations[name]!.probe(stub.hands, call(name, args))).toMatchObject({ is: 'not-done' });
    expect(stub.writes).toEqual([]);
    expect(await operations[name]!.perform(stub.hands, call(name, args), fence)).toMatchObject({ is: 'accepted' });
    expect(stub.writes).toHaveLength(1);
  });

  it('never writes twice, whatever is answered and whichever read before it fails', async () => {
    const inputs = fc.record({
      name: fc.constantFrom(...sending),
      answer: fc.constantFrom(...answers),
      failAt: fc.option(fc.nat(4), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(inputs, async ({ name, answer, failAt }) => {
        const { args, cloud } = sampleOf(name);
        const stub = stubHands({ ...cloud, answer, ...(failAt === undefined ? {} : { failAt }) });
        const given = await operations[name]!.perform(stub.hands, call(name, args), fence);
        const failed = failAt !== undefined && failAt < stub.reads.length;
        expect(stub.writes).toHaveLength(failed ? 0 : 1);
        // Sent, its answer is told as it is; only what was read may tell more of a refusal.
        if (!failed) expect(given.is).toBe(answer.is);
        if (failed)
          expect(given).toMatchObject({
            is: 'unsent',
            why: expect.stringMatching(/^the reading before it failed: .+: the connection broke$/) as string,
          });
      }),
      { numRuns: 400 },
    );
  });

  it.each(reading)('%s concludes nothing from any read that fails', async (name) => {
    const { args, cloud } = sampleOf(name);
    const whole = stubHands(cloud);
    await operations[name]!.probe(whole.hands, call(name, args));
    for (const failAt of whole.reads.keys()) {
      const stub = stubHands({ ...cloud, failAt });
      expect(await operations[name]!.probe(stub.hands, call(name, args))).toMatchObject({
        is: 'unreadable',
        code: 'OBS002',
      });
    }
  });

  it.each(reading.filter((name) => Object.values(sampleOf(name).args).some((one) => typeof one === 'string')))(
    '%s sends nothing for an argument that is missing',
    async (name) => {
      if (name === 'ack.migrate/1') return;
      const stub = stubHands(sampleOf(name).cloud);
      expect(await operations[name]!.perform(stub.hands, call(name), fence)).toMatchObject({ is: 'refused' });
      expect(stub.writes).toEqual([]);
    },
  );

  it.each(reading)('%s tells no secret and no policy in proof, result or why', async (name) => {
    const { args, cloud } = sampleOf(name);
    const { hands } = stubHands(cloud);
    const said = [
      await operations[name]!.probe(hands, call(name, args)),
      await operations[name]!.probe(hands, call(name, args), since).catch(() => null),
      await operations[name]!.perform(hands, call(name, args), fence),
    ];
    expect(JSON.stringify(said)).not.toMatch(/Statement|oss:PutObject|slb:\*|clientConfig/);
  });
});

describe('what no operation can do', () => {
  const forbidden = /\b(Stop|Delete|Release)(Instances?|Clusters?|ClusterNodes?|NodePool|LoadBalancer|Disks?)\b/i;

  it('is to stop or delete a machine, a cluster or a load balancer: no source names such a call', () => {
    const sources = trackedFiles().filter((path) => path.startsWith('providers/') && path.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(50);
    // Commands for a person, printed with their evidence: nothing here runs them.
    const printed = 'providers/ack/cluster/journeys/dedicated/instances-left.ts';
    expect(sources.filter((path) => forbidden.test(textOf(path)))).toEqual([printed]);
  });

  it('is to find such a call in the clients of ECS and of Container Service', () => {
    const session = {} as unknown as Session;
    const calls = [...Object.keys(createEcs(session)), ...Object.keys(createCs(session))];
    expect(calls).toContain('rebootInstance');
    expect(calls.filter((name) => /^(stop|delete|release|remove|terminate)/i.test(name))).toEqual([]);
  });

  it('is to find a deletion of a pod, which an eviction asks for and never forces', () => {
    const sources = trackedFiles().filter((path) => /^providers\/ack\/clients\/kubernetes\//.test(path));
    expect(sources.filter((path) => /DELETE[^\n]*pods/.test(textOf(path)))).toEqual([]);
  });
});
