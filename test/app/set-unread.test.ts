import { describe, expect, it } from 'vitest';
import { doctor } from '../../src/app/doctor.ts';
import { exitOfDiagnostics } from '../../src/app/exit-of.ts';
import { handover } from '../../src/app/handover.ts';
import { centerOf, setOf, vm } from '../providers/aoc/virtual-machine-set/erp.ts';
import { value } from '../store/samples.ts';
import { setScene, type SetScene } from './set-scene.ts';

const document = `apiVersion: onward/v1
kind: VirtualMachineSet
metadata: {name: erp}
spec: ${JSON.stringify(setOf().spec)}
`;

const unreadScene = (): Promise<SetScene> =>
  setScene(centerOf([vm('erp-db')]), ({ path }) =>
    path === 'get-vms' ? { status: 403, body: { message: 'no', status: 403, path } } : null,
  );

describe('a set whose machines cannot be read', () => {
  it('is told by drift as unread: unknown is not absent', async () => {
    const report = value(await (await unreadScene()).drift(document));
    expect(report.rows.map(({ address, class: is }) => [address, is])).toEqual([['VirtualMachineSet/erp', 'unread']]);
    expect([report.targets, report.exit]).toEqual([1, 'credentials']);
  });

  it('is refused by verify, which would prove less than was asked', async () => {
    const refused = await (await unreadScene()).verify(document);
    expect(refused.ok).toBe(false);
    expect(refused.diagnostics.map(({ address }) => address)).toEqual(['VirtualMachineSet/erp']);
    expect(exitOfDiagnostics(refused.diagnostics)).toBe('credentials');
  });

  it('is refused by handover, whose files would lack its machines', async () => {
    const scene = await unreadScene();
    const refused = await handover(await scene.desired(document), scene.kinds, scene.host);
    expect(refused.diagnostics.map(({ address }) => address)).toContain('VirtualMachineSet/erp');
    expect(refused.ok).toBe(false);
  });

  it('fails a read of doctor', async () => {
    const scene = await unreadScene();
    const options = { host: scene.host, storePlace: scene.folder, node: 'v22.0.0', executor: 'direct' } as const;
    const { rows } = await doctor(await scene.desired(document), scene.kinds, options);
    expect(rows.find(({ what }) => what === 'reads')).toMatchObject({
      is: 'FAIL',
      says: expect.stringContaining('VirtualMachineSet/erp: get-vms') as string,
    });
  });
});

it('what is wrong with a set is told by doctor as a row of its own', async () => {
  const scene = await setScene(centerOf([]));
  const options = { host: scene.host, storePlace: scene.folder, node: 'v22.0.0', executor: 'direct' } as const;
  const { rows, exit } = await doctor(await scene.desired(document), scene.kinds, options);
  expect(rows.find(({ what }) => what === 'sets')).toMatchObject({
    is: 'FAIL',
    says: 'PLN020 no machine is selected: label app=erp in hz-a',
  });
  expect(exit).toBe('usage');
});
