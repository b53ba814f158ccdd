import type { CheckSubject } from '../../../../src/core/check.ts';
import type { Journey } from '../../../../src/core/kind.ts';
import { specOf } from '../spec.ts';
import { pick } from './expectations.ts';
import { keepsWindow } from './keeps-window.ts';

/** Within Pro: another tier by ModifyCluster, which takes it back as well. */
export const tierChange = ({ desired, observed }: CheckSubject, from: string, to: string): Journey => {
  const { clusterId, region } = specOf(desired);
  const notice = `Pro ${to} is billed at its own price from the change on; the address, the version and the workers stay.`;
  return {
    name: 'tier',
    title: `pro ${from} -> pro ${to}`,
    steps: [
      {
        id: 'tier',
        type: 'change',
        operation: 'ack.change-tier/1',
        title: `Pro ${from} -> ${to}`,
        because: ['cluster.tier'],
        args: { tier: to, spec: `ack.pro.${to}` },
        expects: [
          ...pick(observed.facts, ['account.id', 'cluster.region', 'cluster.edition', 'cluster.spec', 'api.address']),
          { fact: 'cluster.state', equals: 'running' },
        ],
        needs: [],
      },
    ],
    gates: {
      prepare: {
        question: [
          `Change the tier of ${desired.name} from Pro ${from} to Pro ${to}? It can be changed back.`,
          `It is cluster ${clusterId} in ${region}.`,
          notice,
        ].join('\n'),
        requires: [{ code: 'ACK103', maxAge: '60s' }],
        ...keepsWindow(desired),
      },
    },
    gains: [],
    leftBehind: [],
    notices: [notice],
    unchecked: [],
  };
};
