import type { FactDefinition } from '../../../src/core/fact.ts';
import { dutyFacts } from './duty-facts.ts';

/** The facts of a VirtualMachine. State facts are part of the end state; journey facts are read only while a journey is due. */
export const facts: readonly FactDefinition[] = [
  { name: 'vm.cluster', title: 'cluster', role: 'state', impact: 'migrate' },
  { name: 'vm.hostAllowed', title: 'on a host it may be on', role: 'state', impact: 'migrate' },
  { name: 'vm.name', title: 'name', role: 'state', impact: 'update' },
  { name: 'vm.power', title: 'power', role: 'state', impact: 'update' },
  { name: 'vm.networksAllowed', title: 'on the networks it may be on', role: 'state', impact: 'update' },
  { name: 'vm.host', title: 'host', role: 'state' },
  {
    name: 'vm.twice',
    title: 'running twice',
    role: 'state',
    impact: 'update',
    alarm: { code: 'VM120', says: 'it runs TWICE' },
  },
  { name: 'vm.source', title: 'machine in the source cluster', role: 'state' },
  { name: 'vm.copy', title: 'machine in the target cluster', role: 'state' },
  { name: 'vm.candidates', title: 'machines that fit the document', role: 'state' },
  { name: 'vm.make', title: 'what it is made of', role: 'state' },
  { name: 'vm.nics', title: 'network cards', role: 'state' },
  { name: 'cluster.source', title: 'source cluster', role: 'state' },
  { name: 'cluster.target', title: 'target cluster', role: 'state' },
  { name: 'target.hosts', title: 'hosts of the target', role: 'journey' },
  { name: 'target.networks', title: 'networks of the target', role: 'journey' },
  { name: 'target.namesake', title: 'another machine of its name on the target', role: 'state' },
  { name: 'vm.shared', title: 'shared volumes', role: 'journey' },
  { name: 'vm.images', title: 'images in its drives', role: 'journey' },
  { name: 'vm.tasks', title: 'tasks under way', role: 'journey' },
  { name: 'center.version', title: 'version of the operation center', role: 'journey' },
  ...dutyFacts,
];
