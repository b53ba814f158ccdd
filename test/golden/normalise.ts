import { planText } from '../../src/core/plan-text.ts';
import { decisionOf, digestOf } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { ReadyLine } from '../../src/twin/ready-line.ts';
import { sha256 } from './golden-host.ts';

const portOf = (url: string): string => new URL(url).port;

/** The ports that a twin got, and what a golden says instead: the clusters' 6443, 6444 …, the cloud's 8443. */
const portsOf = ({ url, clusters }: ReadyLine): ReadonlyMap<string, string> =>
  new Map([
    [portOf(url), '8443'],
    ...Object.values(clusters).map(({ kubernetes }, at) => [portOf(kubernetes), String(6443 + at)] as const),
  ]);

/** Request ids count in the order in which calls arrive, and some are made at the same time. */
const requestIdsOf = ({ targets }: Plan): readonly string[] => [
  ...new Set(
    targets.flatMap(({ observed }) => [
      ...observed.evidence.map(({ request }) => request),
      ...observed.unread.flatMap(({ request }) => request ?? []),
    ]),
  ),
];

/** As long as a request id is, so that lines break where they do. */
const requestId = (at: number): string => `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`;

const withoutDigest = (plan: Plan): Omit<Plan, 'digest'> =>
  Object.fromEntries(Object.entries(plan).filter(([name]) => name !== 'digest')) as unknown as Omit<Plan, 'digest'>;

/**
 * Writes the twin's ports and the request ids, which differ from run to run, as fixed ones, wherever they stand; decision
 * and digest are then computed again over what is left. Nothing else is touched.
 */
export const normalise = (plan: Plan, ready: ReadyLine): Plan => {
  let text = planText(plan);
  for (const [port, fixed] of portsOf(ready)) text = text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${fixed}`);
  requestIdsOf(plan)
    .filter((id) => id !== '')
    .forEach((id, at) => (text = text.replaceAll(id, requestId(at))));
  const fixed = JSON.parse(text) as Plan;
  const decided = { ...fixed, decision: decisionOf(fixed, sha256) };
  return { ...decided, digest: digestOf(withoutDigest(decided), sha256) };
};
