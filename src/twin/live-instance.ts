import { createPending, type Pending } from './pending.ts';
import { minutes } from './time.ts';
import type { WorldDisk, WorldEcsInstance } from './world-schema.ts';

export interface Reboot {
  readonly from: number;
  readonly to: number;
  readonly pending: Pending;
}

/** An ECS instance as it goes. What a reboot or an installation leads to follows from their times. */
export interface LiveInstance {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly zone: string;
  readonly address: string;
  readonly vpc: string;
  readonly vSwitch: string;
  readonly securityGroup: string;
  readonly ramRole: string;
  readonly told: WorldEcsInstance;
  readonly disks: readonly Required<WorldDisk>[];
  /** Whether the Cloud Assistant client ran when the world started. */
  readonly assisted: boolean;
  readonly yum: boolean;
  /** When the client was last installed; effective after a reboot that begins later. */
  assistantInstalled: number | undefined;
  deletionProtection: boolean;
  power: 'Running' | 'Stopped';
  stoppedMode: 'KeepCharging' | 'StopCharging' | 'Not-applicable';
  readonly reboots: Reboot[];
  /** Released: it is not listed any more. */
  released: boolean;
}

export type InstanceStatus = 'Running' | 'Stopping' | 'Stopped' | 'Starting';

const isUnder = ({ from, to }: Reboot, now: number): boolean => from <= now && now < to;

export function statusOfInstance(instance: LiveInstance, now: number): InstanceStatus {
  if (instance.power === 'Stopped') return 'Stopped';
  const reboot = instance.reboots.findLast(({ from }) => from <= now);
  if (reboot === undefined) return 'Running';
  if (isUnder(reboot, now)) return now < (reboot.from + reboot.to) / 2 ? 'Stopping' : 'Starting';
  return (instance.told.comesBack ?? true) ? 'Running' : 'Starting';
}

export const isUp = (instance: LiveInstance, now: number): boolean =>
  !instance.released && statusOfInstance(instance, now) === 'Running';

/** The client answers: it was there from the start, or a reboot came after its installation. */
export function hasAssistant(instance: LiveInstance, now: number): boolean {
  const { assisted, assistantInstalled: installed, reboots } = instance;
  const woken = installed !== undefined && reboots.some(({ from, to }) => from >= installed && to <= now);
  return isUp(instance, now) && (assisted || woken);
}

export function startReboot(instance: LiveInstance, now: number): void {
  const to = now + minutes(instance.told.rebootMinutes ?? 2);
  const half = Math.round((now + to) / 2);
  instance.reboots.push({ from: now, to, pending: createPending([half, to]) });
}
