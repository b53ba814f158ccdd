import { cold, facts, type CheckRow } from './check-row.ts';
import { host, nic } from './sample.ts';

/** What the target offers, and what follows: VM110 to VM190. */
export const targetRows: readonly CheckRow[] = [
  {
    code: 'VM110',
    when: 'the guest should shut down and its tools do not run',
    given: { machine: { tools: 'NOT_INSTALLED' }, spec: { ...cold, shutdown: { by: 'guest' } } },
    verdict: 'warn',
  },
  {
    code: 'VM111',
    when: 'a network is not mapped',
    given: { spec: { networks: [] } },
    verdict: 'fail',
    says: /v10 is not mapped/,
  },
  {
    code: 'VM111',
    when: 'a network is mapped twice',
    given: {
      spec: {
        networks: [
          { from: 'v10', to: 'v110' },
          { from: 'v10', to: 'v111' },
        ],
      },
    },
    verdict: 'fail',
    says: /twice/,
  },
  {
    code: 'VM111',
    when: 'the target has no such network',
    given: { spec: { networks: [{ from: 'v10', to: 'v999' }] } },
    verdict: 'fail',
    says: /no network v999/,
  },
  {
    code: 'VM111',
    when: 'a card is in a VPC',
    given: facts('vm.nics', [nic('v10', { type: 'vpc', network: null })]),
    verdict: 'fail',
    says: /VPC/,
  },
  { code: 'VM111', when: 'it has no card', given: facts('vm.nics', []), verdict: 'pass' },
  {
    code: 'VM112',
    when: 'the version demands a policy and there is none',
    given: { spec: { storagePolicy: null } },
    verdict: 'fail',
  },
  {
    code: 'VM112',
    when: 'the version cannot be told erasure coding',
    given: { spec: { storagePolicy: { k: 4, m: 2 } } },
    verdict: 'fail',
    says: /4\.7/,
  },
  {
    code: 'VM112',
    when: 'a newer version can',
    given: { spec: { storagePolicy: { k: 4, m: 2 } }, ...facts('center.version', '4.8.0') },
    verdict: 'pass',
  },
  { code: 'VM113', when: 'no host has the memory', given: { hosts: [host('b1', { memory: 1 })] }, verdict: 'fail' },
  { code: 'VM113', when: 'the space is short', given: { target: { space: 1 } }, verdict: 'warn' },
  { code: 'VM114', when: 'it has a GPU', given: { machine: { gpus: 1 } }, verdict: 'fail', says: /1 GPU/ },
  {
    code: 'VM114',
    when: 'its devices may be detached',
    given: { machine: { gpus: 1 }, spec: { devices: 'detach' } },
    verdict: 'warn',
  },
  { code: 'VM114', when: 'it shares a volume', given: facts('vm.shared', ['volume-1']), verdict: 'fail' },
  { code: 'VM114', when: 'an image is in its drive', given: facts('vm.images', 1), verdict: 'warn' },
  { code: 'VM115', when: 'the architectures differ', given: { target: { architecture: 'AARCH64' } }, verdict: 'fail' },
  {
    code: 'VM116',
    when: 'a named host is not in the target',
    given: { spec: { placement: { cluster: 'hz-b', hosts: ['z9'] } } },
    verdict: 'fail',
    says: /z9/,
  },
  {
    code: 'VM116',
    when: 'all hosts are in maintenance',
    given: { hosts: [host('b1', { notUsable: 'it is in MAINTENANCE_MODE' })] },
    verdict: 'fail',
    says: /no host/,
  },
  {
    code: 'VM117',
    when: 'its name is taken on the target',
    given: facts('target.namesake', { id: 'vm-9', power: 'running' }),
    verdict: 'fail',
    says: /vm-9/,
  },
  {
    code: 'VM118',
    when: 'the target is not connected',
    given: { target: { connected: 'DISCONNECTED' } },
    verdict: 'fail',
  },
  {
    code: 'VM119',
    when: 'it has snapshots',
    given: { machine: { snapshots: 2 } },
    verdict: 'warn',
    says: /2 snapshots/,
  },
  {
    code: 'VM120',
    when: 'source and copy both run',
    given: facts('vm.twice', ['hz-a/hz-a-1', 'hz-b/hz-b-1']),
    verdict: 'fail',
    says: /TWICE/,
  },
  {
    code: 'VM121',
    when: 'the tags differ',
    given: facts('target.networks', [{ localId: 'l', name: 'v110', tag: 110 }]),
    verdict: 'warn',
  },
  { code: 'VM122', when: 'nobody attests a backup', given: {}, verdict: 'warn' },
  { code: 'VM190', when: 'always', given: {}, verdict: 'pass' },
];
