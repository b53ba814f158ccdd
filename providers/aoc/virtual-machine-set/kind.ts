import type { Check } from '../../../src/core/check.ts';
import type { Kind } from '../../../src/core/kind.ts';
import { schemaErrors } from '../../../src/core/schema-error.ts';
import { validateVirtualMachineSetSpec } from '../../../src/generated/validators.cjs';
import schema from '../../../src/generated/virtual-machine-set-spec.schema.json' with { type: 'json' };
import { setDrafts } from './drafts.ts';
import { members } from './facts.ts';
import { lint } from './lint.ts';
import { specOf } from './spec.ts';

/** A set stands in a plan itself only where its members could not be read: then this is what is unknown. */
const membersRead: Check = {
  code: 'VM123',
  demands: 'the machines of a set can be read',
  stage: 'target',
  waivable: false,
  facts: [members.name],
  explains: 'Without them nobody knows what the set would move: the plan is incomplete, and nothing is concluded.',
  judge: () => ({ verdict: 'pass', summary: 'its machines were read' }),
};

/** Many virtual machines that go the same way. Each is planned for itself, as a VirtualMachine. */
export const virtualMachineSet: Kind = {
  name: 'VirtualMachineSet',
  members: 'VirtualMachine',
  schema,
  validateSpec: (value) => schemaErrors(validateVirtualMachineSetSpec, value),
  facts: [members],
  desiredFacts: () => ({}),
  checks: [membersRead],
  route: () => ({ is: 'nothing' }),
  key: () => null,
  identity: (desired) => `aoc-set:${specOf(desired).operationCenter}:${desired.name}`,
  contracts: {},
  lint,
  census: { by: 'center', usual: true, drafts: setDrafts },
  driver: async (settings) => (await import('./driver.ts')).createDriver(settings),
};
