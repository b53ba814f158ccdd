import { kindOf, nameOf } from '../core/address.ts';
import type { Desired } from '../core/desired.ts';
import type { PlanTarget } from '../core/plan.ts';

/** What a plan's target asks for, as an apply needs it: from the plan alone, the documents are not read again. */
export const desiredOf = (
  { address, desired, waivers, account, membership, annotations = {} }: PlanTarget,
  file: string,
): Desired => ({
  address,
  kind: kindOf(address),
  name: nameOf(address),
  labels: {},
  annotations,
  spec: desired,
  waivers,
  place: () => ({ file }),
  origin: () => 'document',
  ...(account === null ? {} : { accountId: account }),
  ...(membership === undefined ? {} : { membership }),
});
