import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLine } from './cli.ts';
import { planText } from '../../src/core/plan-text.ts';
import { decisionOf, digestOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import { isGate } from '../../src/core/step.ts';
import { sha256 } from '../../src/store/ports.ts';
import { writes } from './parked.ts';
import { openScene, standardCluster, type Scene } from './scene.ts';

/** As many places of the file as there is time for, spread evenly; a prime, so that they fall on all kinds of bytes. */
const places = 29;

let here: Scene;
let plan = '';
beforeAll(async () => {
  here = await openScene();
  await here.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
  plan = here.read('plan.json');
});
afterAll(() => here.close());

const apply = async (name: string, text: string | Uint8Array) => {
  here.write(name, text);
  return here.onward(['apply', name]);
};

const calls = async (): Promise<number> => (await here.twin.calls()).length;

describe('a plan file that is not as it was written', () => {
  it(`is refused without a call when any one of ${places} bytes is another`, async () => {
    const before = await calls();
    const alter = async (index: number): Promise<string> => {
      const at = Math.floor((plan.length * (index + 0.5)) / places);
      const other = plan[at] === '1' ? '2' : '1';
      const { exit } = await apply(`byte-${index}.json`, plan.slice(0, at) + other + plan.slice(at + 1));
      return exit === 6 || exit === 3 ? 'refused' : `byte ${at} of ${plan.length}: exit ${exit}`;
    };
    const outcomes: string[] = [];
    for (let index = 0; index < places; index += 2)
      outcomes.push(...(await Promise.all([alter(index), alter(index + 1)])));
    expect([...new Set(outcomes)]).toEqual(['refused']);
    expect(await calls()).toBe(before);
  });

  const compact = (): string => JSON.stringify(JSON.parse(plan));
  it.each([
    { alter: () => plan.replace('": ', '":  '), code: 'PLN004', exit: 6, reason: 'a space more' },
    { alter: () => plan.replace('\n', ''), code: 'PLN004', exit: 6, reason: 'a line break less' },
    { alter: () => plan.trimEnd(), code: 'PLN004', exit: 6, reason: 'no last line break' },
    { alter: () => `${plan}\n`, code: 'PLN004', exit: 6, reason: 'a line break at the end' },
    { alter: () => plan.replaceAll('\n', '\r\n'), code: 'PLN004', exit: 6, reason: 'Windows line ends' },
    { alter: compact, code: 'PLN004', exit: 6, reason: 'written by another program' },
    { alter: () => `\uFEFF${plan}`, code: 'PLN003', exit: 3, reason: 'a byte order mark before it' },
    { alter: () => plan.replace('ack.pro.small', 'ack.pro.xlarge'), code: 'PLN004', exit: 6, reason: 'an argument' },
    {
      alter: () => plan.replace('"applicable": true', '"applicable": false'),
      code: 'PLN004',
      exit: 6,
      reason: 'a flag',
    },
    { alter: () => plan.replace('sha256:', 'sha255:'), code: 'PLN003', exit: 3, reason: 'a hash of no known kind' },
    { alter: () => plan.slice(0, plan.length / 2), code: 'PLN003', exit: 3, reason: 'half of it' },
    { alter: () => plan.replace('"steps"', '"stops"'), code: 'PLN003', exit: 3, reason: 'a key that is not known' },
    { alter: () => plan.replace('onward.plan/1', 'onward.plan/2'), code: 'PLN003', exit: 3, reason: 'a later format' },
    { alter: () => '', code: 'PLN003', exit: 3, reason: 'nothing at all' },
    { alter: () => 'null\n', code: 'PLN003', exit: 3, reason: 'not an object' },
    { alter: () => new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), code: 'PLN003', exit: 3, reason: 'not text' },
  ])('is refused with $code, exit $exit: $reason', async ({ alter, code, exit }) => {
    const text = alter();
    expect(text).not.toBe(plan);
    const refused = await apply('altered.json', text);
    expect(refused).toMatchObject({ exit, stdout: '', stderr: expect.stringContaining(code) as string });
    expect(refused.stderr).toContain('altered.json');
    expect(lastLine(refused)).toContain('next: onward plan');
  });

  it.each([
    { args: ['apply', 'nowhere.json'], code: 'USE002', reason: 'a file that is not there' },
    { args: ['apply', '.'], code: 'USE002', reason: 'a folder' },
    { args: ['apply', 'prod.yaml'], code: 'PLN003', reason: 'a document' },
    { args: ['show', 'prod.yaml'], code: 'PLN003', reason: 'a document that is to be shown' },
  ])('or no plan file at all is refused with $code, exit 3: $reason', async ({ args, code }) => {
    const refused = await here.onward(args);
    expect(refused).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining(code) as string });
    expect(refused.stderr).toContain(args[1]);
  });
});

describe('a plan that somebody changed and hashed again', () => {
  const other = 'c0000000000000000000000000000000f';
  let there: Scene;
  let made: Plan;
  beforeAll(async () => {
    const [cluster] = standardCluster().ack.clusters;
    const clusters = [cluster, { ...cluster, id: other, name: 'other' }];
    there = await openScene({ world: { ack: { clusters } } });
    await there.onward(['plan', 'prod.yaml', '-o', 'plan.json']);
    made = JSON.parse(there.read('plan.json')) as Plan;
  });
  afterAll(() => there.close());

  const applyForged = (changes: Partial<Plan>, decision: 'kept' | 'recomputed', ...more: readonly string[]) => {
    const { digest, ...changed } = { ...made, ...changes };
    const decided = decision === 'kept' ? changed : { ...changed, decision: decisionOf(changed, sha256) };
    const forged = { ...decided, digest: digestOf(decided, sha256) };
    expect(forged.digest).not.toBe(digest);
    there.write('forged.json', planText(forged));
    return there.onward(['apply', 'forged.json', ...more]);
  };
  const withoutGates = (): Partial<Plan> => {
    const gates = made.steps.filter(isGate).map(({ id }) => id);
    const kept = made.steps.filter((step) => !isGate(step));
    return { steps: kept.map((step) => ({ ...step, needs: step.needs.filter((need) => !gates.includes(need)) })) };
  };
  const otherArgs = (): Partial<Plan> => ({
    steps: made.steps.map((step) =>
      isGate(step) ? step : { ...step, args: { ...step.args, spec: 'ack.pro.xlarge' } },
    ),
  });
  const otherCluster = (): Partial<Plan> => ({
    targets: made.targets.map((target) => ({ ...target, desired: { ...target.desired, clusterId: other } })),
  });

  it.each([
    { change: withoutGates, decision: 'kept' as const, reason: 'its gates were cut out' },
    { change: withoutGates, decision: 'recomputed' as const, reason: 'and it has a decision of its own' },
    { change: otherArgs, decision: 'kept' as const, reason: 'its arguments are others' },
    { change: otherCluster, decision: 'kept' as const, reason: 'it points at another cluster' },
    { change: otherCluster, decision: 'recomputed' as const, reason: 'and its key still names the first' },
  ])('is refused with PLN004, exit 6, and nothing is sent: $reason', async ({ change, decision }) => {
    const yes = decision === 'kept' ? ['--approve', made.decision] : [];
    const refused = await applyForged(change(), decision, ...yes);
    expect(refused).toMatchObject({ exit: 6, stdout: '', stderr: expect.stringContaining('PLN004') as string });
    expect(await writes(there)).toEqual([]);
  });

  it.each([
    { change: otherArgs, reason: 'its arguments are others' },
    { change: otherCluster, reason: 'it points at another cluster' },
  ])('and given a decision of its own is not opened by the yes to the first: $reason', async ({ change }) => {
    const refused = await applyForged(change(), 'recomputed', '--approve', made.decision);
    expect(refused).toMatchObject({ exit: 11, stdout: '', stderr: expect.stringContaining('PLN009') as string });
    expect(await writes(there)).toEqual([]);
  });
});

describe('a yes that does not name the plan', () => {
  it.each([
    { yes: () => 'ffffffffffff', reason: 'another decision' },
    { yes: () => here.planned().yes.slice(0, 11), reason: 'a digit short' },
    { yes: () => `${here.planned().yes.slice(0, 11)}g`, reason: 'no hex digit' },
    { yes: () => `${here.planned().decision}0`, reason: 'a digit long' },
    { yes: () => '', reason: 'empty' },
    { yes: () => 'yes', reason: 'a word' },
    { yes: () => `sha512:${here.planned().yes}`, reason: 'another kind of hash' },
  ])('is refused with PLN009, exit 11, and nothing is consumed: $reason', async ({ yes }) => {
    const before = await calls();
    const refused = await here.onward(['apply', 'plan.json', '--approve', yes()]);
    expect(refused).toMatchObject({ exit: 11, stdout: '', stderr: expect.stringContaining('PLN009') as string });
    expect(await calls()).toBe(before);
  });

  it.each([
    { yes: () => here.planned().decision, reason: 'the whole decision' },
    { yes: () => here.planned().decision.toUpperCase().replace('SHA256:', ''), reason: 'in capitals' },
    { yes: () => here.planned().digest.slice(0, 19), reason: 'the digest of the file' },
  ])('but $reason does', async ({ yes }) => {
    const store = `store-${yes().slice(-6)}`;
    const applied = await here.onward(['apply', 'plan.json', '--approve', yes(), '--store', store]);
    // Taken as a yes: it ends well, or, where a case before it has migrated the cluster, as stale.
    expect([0, 6]).toContain(applied.exit);
  });
});
