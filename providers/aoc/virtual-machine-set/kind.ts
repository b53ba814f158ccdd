import type { Check } from '../../../src/core/check.ts';
import type { Kind } from '../../../src/core/kind.ts';
import { schemaErrors } from '../../../src/core/schema-error.ts';
import { validateVirtualMachineSetSpec } from '../../../src/generated/validators.cjs';
import schema from './spec.schema.json' with { type: 'json' };

/** What is asked of a set only while nobody knows its members. */
const membersAreKnown: Check = {
  code: 'VM101',
  demands: 'the machines that it stands for can be read',
  stage: 'target',
  waivable: false,
  facts: ['set.members'],
  judge: () => ({
    verdict: 'unknown',
    summary: 'its machines could not be read a moment ago',
    remedy: 'plan again',
    at: '/spec/selector',
  }),
};

/** ACOS virtual machines that move alike. A set has no journey: its members have. */
export const virtualMachineSet: Kind = {
  name: 'VirtualMachineSet',
  schema,
  validateSpec: (value) => schemaErrors(validateVirtualMachineSetSpec, value),
  facts: [{ name: 'set.members', title: 'machines of the set', role: 'state' }],
  desiredFacts: () => ({}),
  checks: [membersAreKnown],
  route: () => ({ is: 'nothing' }),
  key: () => null,
  identity: ({ address }) => address,
  contracts: {},
  lint: () => [],
  expand: async (settings, sets) => (await import('./expand.ts')).expand(settings, sets),
  driver: async (settings) => (await import('./driver.ts')).createDriver(settings),
};
