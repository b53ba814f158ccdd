import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import { pipelinesIn } from '../journeys/pipelines.ts';
import { specOf } from '../spec.ts';
import { inLine } from './fact-values.ts';

const at = '/spec/attestations/pipeline';

const isFrozen = ({ desired, observed: { facts } }: CheckSubject): Judgement => {
  const tags = pipelinesIn(factOf(facts, 'cluster.tags') ?? []).map(inLine);
  const word = specOf(desired).attestations.pipeline;
  if (word !== undefined) return { verdict: 'pass', summary: `attested: ${inLine(word)}`, at };
  if (tags.length === 0)
    return { verdict: 'pass', summary: 'no tag names Terraform or Pulumi; freeze such a pipeline, if there is one' };
  return {
    verdict: 'ask',
    summary: `the cluster is tagged ${tags.join(', ')}: is that pipeline frozen?`,
    detail: 'Its next run would see another kind of cluster than its code says, and may want to replace it.',
    remedy: 'freeze it, then attestations: {pipeline: "frozen by whom, until when"}',
    at,
  };
};

/** ACK133: nobody else changes the cluster by code meanwhile. */
export const pipelineChecks: readonly Check[] = [
  {
    code: 'ACK133',
    explains:
      'The vendor does not speak of it. A dedicated cluster becomes another resource type in Terraform and Pulumi, a standard one gets another cluster_spec; a pipeline that does not know would see drift and may replace the cluster.',
    demands: 'a Terraform or Pulumi pipeline of this cluster is frozen',
    stage: 'journey',
    waivable: false,
    facts: ['cluster.tags'],
    judge: isFrozen,
  },
];
