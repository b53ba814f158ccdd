import { describe, expect, it } from 'vitest';
import { virtualMachineSet } from '../../../../providers/aoc/virtual-machine-set/kind.ts';
import { centerOf, setOf, vm } from './erp.ts';
import { membersBy, told } from './expanding.ts';

const override = (name: string) => ({ name, spec: { maxDowntime: 'short' } });

describe('what a set’s document says wrong, offline', () => {
  it.each([
    {
      reason: 'no selection',
      more: { selector: { cluster: 'hz-a' } },
      is: 'error DOC040 /spec/selector neither labels nor names: every machine of hz-a would be meant',
    },
    {
      reason: 'an override twice',
      more: { overrides: [override('erp-db'), override('erp-web'), override('erp-db')] },
      is: 'error DOC041 /spec/overrides/2/name erp-db has an override already, entry 1 of the list',
    },
    {
      reason: 'one name for all',
      more: { template: { spec: { placement: { cluster: 'hz-b' }, newName: 'erp' } } },
      is: 'error DOC042 /spec/template/spec/newName the template gives every machine one name',
    },
  ])('$reason is told', ({ more, is }) => {
    expect(virtualMachineSet.lint(setOf(more)).map(told)).toEqual([is]);
  });

  it.each([
    { reason: 'no placement', template: { spec: {} } },
    { reason: 'a machine in the template', template: { spec: { placement: { cluster: 'b' }, machine: {} } } },
    { reason: 'a method that is none', template: { spec: { placement: { cluster: 'b' }, method: 'warm' } } },
  ])('$reason does not fit the schema', ({ template }) => {
    expect(virtualMachineSet.validateSpec(setOf().spec)).toEqual([]);
    expect(virtualMachineSet.validateSpec(setOf({ template }).spec)).not.toEqual([]);
  });
});

const machines = [vm('erp-web'), vm('erp-db')];

const rows = [
  { reason: 'nothing', machines, more: {}, is: [] },
  {
    reason: 'an override for nobody',
    machines,
    more: { overrides: [override('erp-bd')] },
    is: ['error PLN021 /spec/overrides/0/name the override of erp-bd is for no machine that the set selects'],
  },
  {
    reason: 'an override for a machine that is excluded',
    machines,
    more: {
      selector: { cluster: 'hz-a', matchLabels: { app: 'erp' }, exclude: ['erp-db'] },
      overrides: [override('erp-db')],
    },
    is: ['error PLN021 /spec/overrides/0/name the override of erp-db is for no machine that the set selects'],
  },
  {
    reason: 'an override for two of one name',
    machines: [...machines, vm('erp-db', { id: 'vm-2' })],
    more: { overrides: [override('erp-db')] },
    is: [
      'error PLN022 /spec/overrides/0/name the override of erp-db could mean any of 2 machines of that name: vm-2, vm-erp-db',
    ],
  },
  {
    reason: 'an exclude that names nobody',
    machines,
    more: { selector: { cluster: 'hz-a', matchLabels: { app: 'erp' }, exclude: ['erp-db', 'erp-lic'] } },
    is: ['warning PLN023 /spec/selector/exclude/1 erp-lic is excluded, and the selector finds no machine of that name'],
  },
  {
    reason: 'a name that is nobody’s',
    machines,
    more: { selector: { cluster: 'hz-a', names: ['erp-db', 'erp-lic'] } },
    is: ['error PLN023 /spec/selector/names/1 no machine that the selector may take is called erp-lic'],
  },
  {
    reason: 'an empty selection',
    machines,
    more: { selector: { cluster: 'hz-a', matchLabels: { app: 'epr', tier: 'gold' } } },
    is: ['error PLN020 /spec/selector no machine is selected: labels app=epr, tier=gold in hz-a'],
  },
  {
    reason: 'a cluster that is not there',
    machines,
    more: { selector: { cluster: 'hz-c', names: ['erp-db'] } },
    is: ['error PLN020 /spec/selector no machine is selected: name erp-db in hz-c'],
  },
  {
    reason: 'machines that no set takes',
    machines: [
      ...machines,
      vm('erp-aoc', { internal: true }),
      vm('erp-bin', { in_recycle_bin: true }),
      vm('erp-gone', { status: 'DELETED' }),
    ],
    more: {},
    is: [
      'warning PLN024 /spec/selector 2 machines that the selector fits are left out: 1 of the system itself, 1 in the recycle bin',
    ],
  },
];

describe('what a set says wrong of the machines that there are', () => {
  it.each(rows)('$reason', async ({ machines: there, more, is }) => {
    const { diagnostics } = await membersBy({ rows: centerOf(there), sets: [setOf(more)] });
    expect(diagnostics.map(told)).toEqual(is);
    expect(diagnostics.every(({ remedy }) => (remedy ?? '') !== '')).toBe(true);
  });
});
