import type { DutyFact } from '../../../../src/core/duty.ts';
import { textIn } from '../../../wire/json.ts';
import { andThen, mapReading, type Reading } from '../../../wire/reading.ts';
import { ofName, remaining, stillIn, type DutyReader } from './duty-reader.ts';
import type { DutyReads } from './duty-reads.ts';

const balancerLeft = async ({ clients, target }: DutyReads, id: string): Promise<Reading<DutyFact>> =>
  mapReading(await clients.slb.describeLoadBalancersById(target.region, [id]), (rows) => stillIn([id], rows), 'rows');

export const publicBalancerDuty: DutyReader = ofName('loadBalancer', balancerLeft);

/** Seen to when an EIP is bound to the private load balancer, or nobody wants the public way in: its load balancer is gone. */
export const publicAddressDuty: DutyReader = ofName('loadBalancer', async (reads, id, args) =>
  andThen(await balancerLeft(reads, id), async ({ left }, source): Promise<Reading<DutyFact>> => {
    const inside = textIn(args, 'inside');
    const address = textIn(args, 'address');
    const fact = (isLeft: boolean): DutyFact => remaining([[`no EIP in place of ${address}`, isLeft]]);
    if (left.length === 0 || inside === '') return { ok: true, value: fact(left.length > 0), source };
    const eips = await reads.clients.vpc.describeEipAddresses(reads.target.region, inside);
    return mapReading(eips, (rows) => fact(rows.length === 0), 'rows');
  }),
);
