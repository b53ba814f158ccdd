import { expect, it } from 'vitest';
import { centerOf, setOf, vm } from '../providers/aoc/virtual-machine-set/erp.ts';
import { value } from '../store/samples.ts';
import { setScene } from './set-scene.ts';

const document = `apiVersion: onward/v1
kind: VirtualMachineSet
metadata: {name: erp}
spec: ${JSON.stringify(setOf().spec)}
`;

it('a set of 1,000 machines is planned by lists of pages, and never by a call a machine', async () => {
  const machines = Array.from({ length: 1000 }, (_, index) => vm(`erp-${String(index).padStart(4, '0')}`));
  const scene = await setScene(centerOf(machines));
  const plan = value(await scene.plan(document));
  expect(plan.targets.filter(({ applicable }) => applicable)).toHaveLength(1000);
  // Pages of 200: machines of the cluster, then twice by names and ids, cards, disks and tasks; a full page asks for one more.
  expect(scene.server.asked.length).toBeLessThan(100);
}, 60_000);
