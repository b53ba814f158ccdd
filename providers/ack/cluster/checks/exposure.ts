import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { onlyDedicated } from './columns.ts';
import { inLine } from './fact-values.ts';

const at = '/spec/clusterId';
const whoAsks =
  'look through kubeconfigs, CI and monitoring for that address before; bind an EIP to the private one after';

const publicStays = ({ observed: { facts } }: CheckSubject): Judgement => {
  const lost = factOf(facts, 'publicSlb') ?? null;
  const eip = factOf(facts, 'eip') ?? null;
  const endpoint = factOf(facts, 'cluster.publicEndpoint') ?? null;
  if (lost !== null)
    return {
      verdict: 'warn',
      summary: inLine(
        `public API address ${lost.address} (SLB ${lost.id}) stops answering: who uses it loses the cluster`,
      ),
      ...(eip === null ? {} : { detail: inLine(`The EIP ${eip.address} on the private one keeps answering.`) }),
      remedy: whoAsks,
      at,
    };
  if (eip !== null)
    return { verdict: 'pass', summary: inLine(`public API address ${eip.address} is an EIP and stays`) };
  if (endpoint === null) return { verdict: 'pass', summary: 'the API server has no public address' };
  return {
    verdict: 'warn',
    summary: inLine(`public API address ${endpoint}: neither an SLB nor an EIP of it was found; it may stop answering`),
    remedy: whoAsks,
    at,
  };
};

/** ACK124: who comes from the internet. */
export const exposureChecks: readonly Check[] = [
  {
    code: 'ACK124',
    explains:
      'The page of 2021 does not say it; by the current one the internet-facing SLB of the API server stops serving, and an EIP on the private SLB keeps its address.',
    demands: 'nobody loses the cluster with its public API address',
    stage: 'journey',
    waivable: false,
    facts: ['publicSlb', 'eip', 'cluster.publicEndpoint'],
    applies: onlyDedicated,
    judge: publicStays,
  },
];
