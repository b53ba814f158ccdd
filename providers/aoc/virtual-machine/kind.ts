import { error, type Diagnostic } from '../../../src/core/diagnostic.ts';
import type { Check, CheckSubject } from '../../../src/core/check.ts';
import type { Desired } from '../../../src/core/desired.ts';
import type { Facts } from '../../../src/core/fact.ts';
import type { Journey, Kind, Route } from '../../../src/core/kind.ts';
import { schemaErrors } from '../../../src/core/schema-error.ts';
import { validateVirtualMachineSpec } from '../../../src/generated/validators.cjs';
import { afterwardsChecks } from './checks/afterwards.ts';
import { burdenChecks } from './checks/burden.ts';
import { machineChecks } from './checks/machine.ts';
import { methodChecks } from './checks/method.ts';
import { targetChecks } from './checks/target.ts';
import { contracts } from './contracts.ts';
import { machineDrafts } from './drafts.ts';
import { factOf } from './fact-shapes.ts';
import { facts } from './facts.ts';
import { cold } from './journeys/cold.ts';
import { hot } from './journeys/hot.ts';
import type { Way } from './journeys/move.ts';
import { staged } from './journeys/staged.ts';
import type { Method } from './methods/methods.ts';
import schema from './spec.schema.json' with { type: 'json' };
import { finalName, specOf } from './spec.ts';
import { worldForm } from './world/world.ts';
import { choiceOf } from './methods/standing.ts';
import { waysOf } from './methods/ways.ts';
import { machineTicket } from './ticket.ts';

const checks: readonly Check[] = [
  ...machineChecks,
  ...methodChecks,
  ...targetChecks,
  ...burdenChecks,
  ...afterwardsChecks,
];

const journeys: Readonly<Record<Method, (way: Way) => Journey>> = { hot, cold, staged };

const none = { gains: [], leftBehind: [], notices: [], unchecked: [] } as const;

/** Where no method can be taken, its checks still say why, each of them. */
const stuck: Journey = { name: 'none', title: 'no way', steps: [], gates: {}, ...none };

/** What makes a journey due: where it should be. Its power or its name alone is nobody's migration. */
const isDue = ({ desired, observed }: CheckSubject): boolean => {
  const cluster = factOf(observed.facts, 'vm.cluster');
  if (cluster === undefined) return false;
  return cluster !== specOf(desired).placement.cluster || factOf(observed.facts, 'vm.hostAllowed') === false;
};

const routeOf = (subject: CheckSubject): Route => {
  const machine = factOf(subject.observed.facts, 'vm.source') ?? null;
  if (machine === null || !isDue(subject)) return { is: 'nothing' };
  const method = choiceOf(subject)?.method ?? null;
  const ways = waysOf(subject);
  const said = ways === null ? {} : { ways };
  if (method === null) return { is: 'due', journey: { ...stuck, ...said } };
  const way = { subject, spec: specOf(subject.desired), machine, method };
  return { is: 'due', journey: { ...journeys[method](way), ...said } };
};

/** The state a document asks for. Its power only where it says which; networks and hosts as sets that it may be in. */
const wanted = (desired: Desired): Facts => {
  const spec = specOf(desired);
  const name = finalName(spec);
  return {
    'vm.cluster': spec.placement.cluster,
    'vm.hostAllowed': true,
    ...(name === null ? {} : { 'vm.name': name }),
    ...(spec.finalPower === 'asBefore' ? {} : { 'vm.power': spec.finalPower === 'on' ? 'running' : 'stopped' }),
    'vm.networksAllowed': true,
    'vm.twice': null,
  };
};

const lintOne = (desired: Desired, at: string, says: { summary: string; remedy: string }): Diagnostic =>
  error('PLN011', { ...says, at: desired.place(at), address: desired.address });

const lintWaivers = (desired: Desired): readonly Diagnostic[] =>
  desired.waivers.flatMap(({ code }, index) => {
    const check = checks.find((candidate) => candidate.code === code);
    if (check?.waivable) return [];
    const waivable = checks.filter((candidate) => candidate.waivable).map((candidate) => candidate.code);
    return [
      lintOne(desired, `/spec/waivers/${String(index)}/code`, {
        summary: check === undefined ? `there is no check ${code} for a VirtualMachine` : `${code} cannot be waived`,
        remedy: `waivable here: ${waivable.join(', ')}`,
      }),
    ];
  });

/** An ACOS virtual machine: the table of contents of its kind. */
export const virtualMachine: Kind = {
  name: 'VirtualMachine',
  schema,
  validateSpec: (value) => schemaErrors(validateVirtualMachineSpec, value),
  facts,
  desiredFacts: wanted,
  checks,
  route: (desired, observed) => routeOf({ desired, observed }),
  key: (desired, observed) => {
    const machine = factOf(observed.facts, 'vm.source') ?? factOf(observed.facts, 'vm.copy') ?? null;
    return machine === null ? null : `aoc:${specOf(desired).operationCenter}:${machine.id}`;
  },
  identity: (desired) => {
    const { operationCenter, machine } = specOf(desired);
    return `aoc:${operationCenter}:${machine.cluster}:${machine.id ?? machine.name ?? ''}`;
  },
  aliases: (desired) => {
    const { operationCenter, machine } = specOf(desired);
    const { cluster, id, name } = machine;
    return id === null || name === null ? [] : [`aoc:${operationCenter}:${cluster}:${name}`];
  },
  contracts,
  inventory: ['vm.make'],
  ticket: machineTicket,
  lint: lintWaivers,
  world: worldForm,
  census: { by: 'center', usual: false, drafts: machineDrafts },
  driver: async (settings) => (await import('./driver.ts')).createDriver(settings),
};
