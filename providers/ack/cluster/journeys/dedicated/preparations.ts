import { assistantSteps } from './assistant.ts';
import { bucketSteps, hotlinkSteps } from './bucket.ts';
import { grantSteps } from './grant.ts';
import { loadBalancerSteps } from './load-balancer.ts';
import { podSteps } from './pods.ts';
import type { Draft, Situation } from './situation.ts';
import { terwaySteps } from './terway.ts';
import { timezoneSteps } from './timezone.ts';
import { virtualNodeSteps } from './virtual-node.ts';

/** Only what is missing, least harm first: what interrupts the API server comes last. */
export const preparations = (situation: Situation): readonly Draft[] =>
  [
    timezoneSteps,
    bucketSteps,
    hotlinkSteps,
    grantSteps,
    assistantSteps,
    podSteps,
    terwaySteps,
    virtualNodeSteps,
    loadBalancerSteps,
  ].flatMap((stepsOf) => stepsOf(situation));
