import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { anyMigration, onlyDedicated, onlyStandard } from './columns.ts';
import { balancerStands } from './load-balancer-health.ts';
import { bigEnough } from './load-balancer-size.ts';
import { inLine } from './fact-values.ts';

const whatAnswers = (subject: CheckSubject): Judgement => {
  const endpoint = factOf(subject.observed.facts, 'cluster.endpoint');
  const name = inLine(endpoint?.id ?? 'without an id');
  const apart = 'the rules on SLB (ACK110, ACK111) do not apply';
  if (endpoint?.kind === 'slb') return { verdict: 'pass', summary: `the API server is behind SLB ${name}` };
  if (endpoint?.kind === 'nlb') return { verdict: 'pass', summary: `the API server is behind NLB ${name}: ${apart}` };
  if (endpoint?.kind === 'dns') return { verdict: 'pass', summary: `the API server is behind internal DNS: ${apart}` };
  return {
    verdict: 'warn',
    summary: 'neither the cluster nor its resources say what answers at the private API address',
    remedy: 'see in the console whether it is an SLB, an NLB or internal DNS',
    at: '/spec/clusterId',
  };
};

const stands: Pick<Check, 'code' | 'demands' | 'stage' | 'waivable' | 'explains' | 'judge'> = {
  code: 'ACK111',
  explains:
    "What the vendor's own check looks at: the SLB exists and is active, listens on TCP 6443, its access control lets the right ones in. Of a dedicated cluster exactly the masters must be behind it.",
  demands: 'the API server SLB is active, TCP 6443, the masters behind it, not modification-protected',
  stage: 'journey',
  waivable: false,
  judge: balancerStands,
};

/** ACK110, ACK111, ACK128: what answers at the private API address. */
export const loadBalancerChecks: readonly Check[] = [
  {
    code: 'ACK110',
    explains:
      'The page of 2021 demands an internal SLB of at least slb.s1.small; the current page does not mention it, and shared instances are no longer sold. Onward holds to it: a shared instance promises nothing while the API server moves. PayByCLCU is enough. The order of the names is not the order of the sizes; Onward ranks by a table.',
    demands: 'the internal API server SLB is at least as declared, never below slb.s1.small',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.endpoint', 'slb'],
    applies: onlyDedicated,
    judge: bigEnough,
  },
  { ...stands, facts: ['cluster.endpoint', 'slb', 'masters.nodes'], applies: onlyDedicated },
  { ...stands, facts: ['cluster.endpoint', 'slb'], applies: onlyStandard },
  {
    code: 'ACK128',
    demands: 'it is said what the API server is behind: SLB, NLB or internal DNS',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.endpoint'],
    applies: anyMigration,
    judge: whatAnswers,
  },
];
