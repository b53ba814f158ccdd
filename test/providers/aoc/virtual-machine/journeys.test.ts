import { describe, expect, it } from 'vitest';
import { gateOf, planned, stepOf, stepsOf, verdictOf, type Given } from './sample.ts';

const coldSpec = { method: 'cold', maxDowntime: 'whole' } as const;
const stagedSpec = { method: 'staged', maxDowntime: 'short' } as const;

describe('hot', () => {
  it('S2: moves in one call behind a gate and proves that it runs on; nothing is shut down or started', () => {
    expect(stepsOf({})).toEqual(['gate erp-web-1/move', 'change aoc.move-hot/1', 'check aoc.prove/1']);
  });

  it('S5: moves within its cluster too', () => {
    expect(stepsOf({ intra: true })).toEqual(['gate erp-web-1/move', 'change aoc.migrate-hot/1', 'check aoc.prove/1']);
  });

  it('compares the power right before the call, since the call itself names no method', () => {
    expect(stepOf({ intra: true }, 'migrate').expects).toEqual([{ fact: 'vm.power', equals: 'running' }]);
  });

  it('S4: says that an open VNC page must be loaded again', () => {
    expect(gateOf({}, 'move').question).toMatch(/VNC/);
  });

  it('names a host only where the document allows some and not all', () => {
    expect(stepOf({}, 'migrate').args['host']).toBeNull();
    expect(stepOf({ spec: { placement: { cluster: 'hz-b', hosts: ['b2'] } } }, 'migrate').args['host']).toBe('host-b2');
  });
});

describe('cold', () => {
  it('S6: waits until a person shut it down, moves it, and starts it where it ran before', () => {
    expect(stepsOf({ spec: coldSpec })).toEqual([
      'gate erp-web-1/move',
      'check aoc.prove/1',
      'gate erp-web-1/shutdown',
      'check aoc.await-shutdown/1',
      'change aoc.move-cold/1',
      'change aoc.start/1',
      'check aoc.prove/1',
    ]);
  });

  it('S6: no yes shuts it down where a person does: its gate opens on what the center shows, and on nothing else', () => {
    expect(gateOf({ spec: coldSpec }, 'shutdown')).toMatchObject({
      handOnly: true,
      byHand: 'erp-web-1/shut-down',
      opensOn: 'YOU have shut erp-web-1 down',
    });
  });

  it('asks the guest only where that is declared, and cuts the power only where that is', () => {
    expect(stepsOf({ spec: { ...coldSpec, shutdown: { by: 'guest' } } })).toContain('change aoc.shut-down/1');
    const forced: Given = { spec: { ...coldSpec, shutdown: { by: 'force' } } };
    expect(stepsOf(forced)).toContain('change aoc.cut-power/1');
    expect(gateOf(forced, 'move').question).toMatch(/CUT/);
  });

  it('S8: a machine that is off stays off', () => {
    expect(stepsOf({ machine: { power: 'stopped' } })).toEqual([
      'gate erp-web-1/move',
      'change aoc.move-cold/1',
      'check aoc.prove/1',
    ]);
    expect(stepOf({ machine: { power: 'stopped' } }, 'prove').args['facts']).toMatchObject({ 'vm.power': 'stopped' });
  });

  it('S7: says that the requirements are lower, not none', () => {
    expect(gateOf({ spec: coldSpec }, 'move').question).toMatch(/lower for this way, not none/);
  });
});

describe('staged', () => {
  it('S9, S10: copies behind one gate, shuts down behind another that asks for a yes of its own', () => {
    const given: Given = { spec: stagedSpec };
    expect(stepsOf(given)).toEqual([
      'gate erp-web-1/move',
      'change aoc.copy/1',
      'gate erp-web-1/shutdown',
      'change aoc.cut-over/1',
      'check aoc.prove/1',
    ]);
    expect(gateOf(given, 'shutdown')).toMatchObject({
      ownYes: true,
      byHand: 'erp-web-1/cutover',
      covers: ['erp-web-1/cutover'],
      needs: ['erp-web-1/copy'],
    });
  });

  it('S11: starts nothing: it starts on the target by itself, which is proven', () => {
    expect(stepsOf({ spec: stagedSpec })).not.toContain('change aoc.start/1');
    expect(stepOf({ spec: stagedSpec }, 'prove').args['facts']).toMatchObject({
      'vm.power': 'running',
      'vm.twice': null,
    });
  });

  it('S12: says that CPU and network matter less, not nothing', () => {
    expect(gateOf({ spec: stagedSpec }, 'move').question).toMatch(/lower for this way, not none/);
  });

  it('S14: is what auto takes without a direct network, where a short downtime is allowed', () => {
    const given: Given = { spec: { network: 'none', maxDowntime: 'short' } };
    expect(stepsOf(given)).toContain('change aoc.copy/1');
    expect(verdictOf(given, 'VM107')).toBe('pass');
  });

  it('stays shut until its slot', () => {
    const at = '2026-11-28T22:00:00+08:00';
    expect(gateOf({ spec: { ...stagedSpec, cutover: { at } } }, 'shutdown').notBefore).toBe(at);
  });

  it('never forces a shutdown that nobody declared', () => {
    expect(stepOf({ spec: stagedSpec }, 'cutover').args['force']).toBe(false);
  });
});

describe('a window for what takes a machine down', () => {
  const cutover = { window: 'night', at: '2026-11-28T22:30:00+08:00' };
  const timesOf = (spec: Given['spec'], gate: string): readonly (string | undefined)[] => {
    const { window, notBefore } = gateOf({ spec: { ...spec, cutover } }, gate);
    return [window?.name, notBefore];
  };
  const both = [cutover.window, cutover.at];
  const neither = [undefined, undefined];

  it('is kept by the shutdown of a staged move, and not by its copy', () => {
    expect(timesOf(stagedSpec, 'move')).toEqual(neither);
    expect(timesOf(stagedSpec, 'shutdown')).toEqual(both);
  });

  it('is kept by a cold move from where the machine is shut down', () => {
    expect(timesOf({ ...coldSpec, shutdown: { by: 'guest' } }, 'move')).toEqual(both);
    expect(timesOf(coldSpec, 'move')).toEqual(neither);
    expect(timesOf(coldSpec, 'shutdown')).toEqual(both);
  });

  it('is not kept by a hot move, which takes nothing down', () => {
    expect(timesOf({}, 'move')).toEqual(neither);
  });
});

describe('the call', () => {
  it('maps each network once by the ids of the clusters, and says what is deleted and detached', () => {
    expect(stepOf({}, 'migrate').args).toMatchObject({
      migrateType: 'LIVE_MIGRATE',
      networks: [{ from: 'local-v10', to: 'local-v110' }],
      storage: { elf_storage_policy: 'REPLICA_2_THIN_PROVISION' },
      deleteSource: false,
      detachDevices: false,
    });
  });

  it('says the storage policy in the fields of the newer version', () => {
    const given: Given = { facts: { 'center.version': '4.7.0' } };
    expect(stepOf(given, 'migrate').args['storage']).toEqual({
      elf_replica_storage_policy: 'REPLICA_2_THIN_PROVISION',
    });
  });

  it('is for ever where the source is deleted, behind a gate that says so', () => {
    const given: Given = { spec: { source: 'delete' } };
    expect(planned(given).target.pointOfNoReturn).toBe('erp-web-1/migrate');
    expect(gateOf(given, 'commit').question).toMatch(/DELETED/);
  });

  it('is never sent twice: no operation that submits a move may be sent again', () => {
    for (const spec of [{}, coldSpec, stagedSpec])
      for (const step of planned({ spec }).steps)
        if (step.type === 'change' && /move|copy|migrate|cut-over/.test(step.operation))
          expect(step.again).toBe('never');
  });
});

describe('nothing to do', () => {
  it('is said of a machine that is where it should be', () => {
    const moved: Given = { facts: { 'vm.cluster': 'hz-b', 'vm.copy': {} }, machine: { power: 'stopped' } };
    expect(planned(moved).steps).toEqual([]);
  });
});
