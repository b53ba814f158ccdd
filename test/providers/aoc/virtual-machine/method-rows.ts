import { cold, facts, type CheckRow } from './check-row.ts';
import { host } from './sample.ts';

/** Which machine, and by which method: VM101 to VM109. */
export const methodRows: readonly CheckRow[] = [
  { code: 'VM101', when: 'one machine fits', given: {}, verdict: 'pass' },
  {
    code: 'VM101',
    when: 'two machines have its name',
    given: {
      machine: null,
      ...facts('vm.candidates', [
        { id: 'vm-1', name: 'erp-web-1', cluster: 'hz-a' },
        { id: 'vm-2', name: 'erp-web-1', cluster: 'hz-a' },
      ]),
    },
    verdict: 'fail',
    says: /2 machines are erp-web-1 in hz-a/,
  },
  {
    code: 'VM102',
    when: 'an operation is under way',
    given: { machine: { notFree: 'an operation is under way (UPDATING)' } },
    verdict: 'fail',
    says: /UPDATING/,
  },
  {
    code: 'VM102',
    when: 'it is protected and would be deleted',
    given: { machine: { protected: true }, spec: { source: 'delete' } },
    verdict: 'fail',
    says: /protected/,
  },
  { code: 'VM102', when: 'it is protected and stays', given: { machine: { protected: true } }, verdict: 'pass' },
  {
    code: 'VM103',
    when: 'S2: hot is asked for a machine that is off',
    given: { machine: { power: 'stopped' }, spec: { method: 'hot' } },
    verdict: 'fail',
  },
  {
    code: 'VM103',
    when: 'S9: staged is asked for a machine that is off',
    given: { machine: { power: 'stopped' }, spec: { method: 'staged', maxDowntime: 'short' } },
    verdict: 'fail',
  },
  {
    code: 'VM103',
    when: 'it is suspended',
    given: { machine: { power: 'suspended' } },
    verdict: 'fail',
    says: /suspended/,
  },
  { code: 'VM103', when: 'S6: cold of a running machine shuts it down first', given: { spec: cold }, verdict: 'pass' },
  {
    code: 'VM104',
    when: 'S5, S8, S15: the target is no ACOS cluster',
    given: { target: { type: 'SMTX_ELF' } },
    verdict: 'fail',
    says: /SMTX_ELF/,
  },
  {
    code: 'VM104',
    when: 'the target is an ACOS cluster on ESXi',
    given: { target: { hypervisor: 'VMWARE' } },
    verdict: 'warn',
  },
  {
    code: 'VM105',
    when: 'S15: staged is asked within one cluster',
    given: { intra: true, spec: { method: 'staged', maxDowntime: 'short' } },
    verdict: 'fail',
  },
  {
    code: 'VM106',
    when: 'S3: a host fits its CPU, and is named',
    given: {},
    verdict: 'pass',
    says: /fits 2 of 2 hosts: b1, b2/,
  },
  {
    code: 'VM106',
    when: 'S3: no host fits and hot is asked for',
    given: { spec: { method: 'hot' }, hosts: [host('b1', { compatible: ['haswell'] })] },
    verdict: 'fail',
    says: /cascadelake is on no host/,
  },
  {
    code: 'VM106',
    when: 'a host does not say its models',
    given: { spec: { method: 'hot' }, hosts: [host('b1', { compatible: [] })] },
    verdict: 'fail',
  },
  {
    code: 'VM106',
    when: 'a person attests it',
    given: {
      spec: { method: 'hot', attestations: { cpuCompatible: 'tested' } },
      hosts: [host('b1', { compatible: [] })],
    },
    verdict: 'pass',
    says: /attested: tested/,
  },
  {
    code: 'VM106',
    when: 'S7, S12: cold and staged need less, not nothing',
    given: { spec: { maxDowntime: 'short' }, hosts: [host('b1', { compatible: ['haswell'] })] },
    verdict: 'warn',
  },
  {
    code: 'VM107',
    when: 'hot is asked for without a direct network',
    given: { spec: { method: 'hot', network: 'none' } },
    verdict: 'fail',
  },
  {
    code: 'VM107',
    when: 'that is waived',
    given: {
      spec: { method: 'hot', network: 'none' },
      waivers: [{ code: 'VM107', reason: 'CHG1', expires: '2026-12-24' }],
    },
    verdict: 'waived',
  },
  {
    code: 'VM107',
    when: 'nobody declared the network',
    given: { spec: { method: 'hot', network: 'unknown' } },
    verdict: 'warn',
  },
  {
    code: 'VM108',
    when: 'S13: nothing shows an operating system',
    given: { machine: { os: null }, spec: { method: 'staged', maxDowntime: 'short' } },
    verdict: 'fail',
  },
  {
    code: 'VM108',
    when: 'S13: a person says what is installed',
    given: {
      machine: { os: null },
      spec: { method: 'staged', maxDowntime: 'short', attestations: { osInstalled: 'Debian 12' } },
    },
    verdict: 'pass',
  },
  {
    code: 'VM108',
    when: 'only a label shows one',
    given: {
      machine: { os: { strength: 'weak', says: 'it is labelled LINUX' } },
      spec: { method: 'staged', maxDowntime: 'short' },
    },
    verdict: 'warn',
  },
  {
    code: 'VM109',
    when: 'S14: staged is asked for and no downtime allowed',
    given: { spec: { method: 'staged' } },
    verdict: 'fail',
    says: /maxDowntime is none/,
  },
];
