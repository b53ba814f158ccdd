import { answer, type Answer } from '../service.ts';
import type { LiveDevice } from './live-aoc.ts';
import { bad, chooseMachines, locked, type AocRequest, type Endpoint } from './request.ts';

/** Takes all devices of a kind from machines that are off, or from running ones where that can be. At once, without a task. */
function detach(request: AocRequest, kind: LiveDevice['kind'], hot: boolean): Answer {
  const found = chooseMachines(request);
  if (!found.ok) return found.answer;
  const busy = found.chosen.find(({ lock }) => lock !== null);
  if (busy !== undefined) return locked(busy);
  const running = found.chosen.find(({ status }) => status !== 'STOPPED');
  if (running !== undefined && !hot) return bad(`VM ${running.name} must be shut down first.`);
  for (const machine of found.chosen) machine.devices = machine.devices.filter((device) => device.kind !== kind);
  return answer(found.chosen.map(({ id }) => ({ task_id: null, data: request.graph.follow('vm', { id }) })));
}

const detaching = (kind: LiveDevice['kind'], hot = false): Endpoint => ({
  kind: 'write',
  handle: (request) => detach(request, kind, hot),
});

export const deviceEndpoints: Readonly<Record<string, Endpoint>> = {
  'remove-vm-gpu-device': detaching('gpu'),
  'remove-vm-pci-nic': detaching('pci'),
};
