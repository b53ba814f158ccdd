import { runtime } from '@pulumi/pulumi';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadStub } from '../../src/pulumi/assets.ts';
import { kindOf, program } from '../../src/pulumi/program.ts';
import { legOf } from '../conformance/executor.ts';

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const registered: Registered[] = [];

beforeAll(async () => {
  await runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, name, inputs: inputs as Registered['inputs'] });
      return { id: name, state: inputs as Registered['inputs'] };
    },
    call: () => ({}),
  });
});
beforeEach(() => registered.splice(0));

const run = async (...lines: readonly string[]): Promise<readonly Registered[]> => {
  await runtime.runInPulumiStack(program(legOf(...lines), loadStub().Step));
  const ours = () => registered.filter(({ type }) => type.startsWith('pulumi-nodejs:'));
  await vi.waitFor(() => {
    expect(ours()).toHaveLength(lines.length);
  });
  return ours();
};

describe('the program of a leg', () => {
  it('makes one resource a step, with the ids of plan and step and the stub as its only inputs', async () => {
    const leg = legOf('prod/a', 'prod/b: prod/a');
    const made = await run('prod/a', 'prod/b: prod/a');
    expect(made.map(({ name }) => name)).toEqual(['prod/a', 'prod/b']);
    for (const { type, name, inputs } of made) {
      expect(type).toBe('pulumi-nodejs:dynamic/onward:AckUpgradeSlb');
      expect({ ...inputs, __provider: typeof inputs['__provider'] }).toEqual({
        plan: leg.plan,
        step: name,
        __provider: 'string',
      });
    }
    expect(new Set(made.map(({ inputs }) => inputs['__provider'])).size).toBe(1);
  });

  it.each([
    { operation: 'ack.migrate/1', kind: 'AckMigrate', reason: 'a name and a version' },
    { operation: 'ack.upgrade-slb/12', kind: 'AckUpgradeSlb', reason: 'words with a dash' },
    { operation: 'aoc.stop-vm-in-cutover', kind: 'AocStopVmInCutover', reason: 'no version' },
  ])('calls $operation a $kind: $reason', ({ operation, kind }) => {
    expect(kindOf(operation)).toBe(kind);
  });
});
