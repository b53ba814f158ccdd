import type { TicketForm } from '../../../src/core/ticket.ts';
import { specOf } from './spec.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : 'not known');

/** What Alibaba Cloud needs: region, account and cluster, its own names of the calls, and their request ids. */
export const ackTicket: TicketForm = {
  vendor: 'Alibaba Cloud',
  product: 'Container Service for Kubernetes (ACK)',
  identify: ({ desired, account, facts }) => {
    const { region, clusterId } = specOf(desired);
    return [
      ['account id', account ?? 'not known'],
      ['region', region],
      ['cluster id', clusterId],
      ['cluster type before', text(facts['cluster.type'])],
      ['version before', text(facts['cluster.version'])],
    ];
  },
  calls: {
    'ack.precheck/1': 'RunClusterCheck (type ClusterMigrate)',
    'ack.migrate/1': 'MigrateCluster (POST /clusters/{cluster id}/migrate)',
    'ack.change-tier/1': 'ModifyCluster (another tier of Pro)',
    'ack.set-timezone/1': 'ModifyCluster (time zone)',
    'ack.upgrade-slb/1': 'ModifyLoadBalancerInstanceSpec (of the API server)',
    'ack.slb-pay-by-lcu/1': 'ModifyLoadBalancerInstanceChargeType (of the API server)',
    'ack.reboot-master/1': 'RebootInstance (a master)',
  },
  asks: {
    'under-way': [
      'Is the migration still running? At which stage, and since when?',
      'When will it be done, or does it have to be rolled back by you?',
      'Is there anything that we must not touch meanwhile? We start nothing a second time.',
    ],
    unknown: [
      'Did the call without an answer arrive? Which task belongs to it, and how does that stand?',
      'If it did not arrive: can it be ruled out that it arrives later?',
    ],
    failed: [
      'Why did it fail, and in what state is the cluster now?',
      'Was it rolled back wholly? May it be tried again, and what has to be mended first?',
    ],
    done: ['The calls above were answered and came to an end; our question follows below.'],
  },
};
