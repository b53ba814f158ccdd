import type { CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { factOf } from '../dedicated-facts.ts';
import type { ListenerFact, MasterNodeFact, SlbFact } from '../fact-shapes.ts';
import { onlyDedicated } from './columns.ts';
import { few, inLine, plural } from './fact-values.ts';

const port = 6443;
const at = '/spec/clusterId';

const listenerFaults = (listener: ListenerFact | undefined): readonly string[] => {
  if (listener === undefined) return ['no TCP listener on port 6443; 1 is needed'];
  const stopped = listener.status !== '' && !/^running$/i.test(listener.status);
  return stopped ? [`the listener on port 6443 is ${listener.status}; running is needed`] : [];
};

const backendFaults = (slb: SlbFact, masters: readonly MasterNodeFact[]): readonly string[] => {
  const ids = masters.map(({ instance }) => instance);
  return [
    ...ids.filter((id) => !slb.backends.includes(id)).map((id) => `master ${id} is not behind it`),
    ...slb.backends.filter((id) => !ids.includes(id)).map((id) => `${id} is behind it and no master`),
  ];
};

/** Who may come: an access control list is counted by the cloud, but only a person knows whose addresses those are. */
const aclWords = (listener: ListenerFact | undefined): string | null => {
  const acl = listener?.acl ?? null;
  if (acl === null) return null;
  if (acl.type === 'black') return `a black list of ${plural(acl.entries, 'entry', 'entries')}`;
  return `a ${acl.type === 'white' ? 'white ' : ''}list of ${plural(acl.entries, 'entry', 'entries')}`;
};

const judged = (slb: SlbFact, wrong: readonly string[], listener: ListenerFact | undefined): Judgement => {
  const id = inLine(slb.id);
  if (wrong.length > 0)
    return {
      verdict: 'fail',
      summary: `${plural(wrong.length, 'fault')} of SLB ${id}; 0 allowed: ${few(wrong, 1)}`,
      ...(wrong.length === 1 ? {} : { detail: wrong.join('\n') }),
      remedy: `put ${id} right in the SLB console (what ACK made it as: TCP 6443, the masters behind it), then plan again`,
      at,
    };
  const acl = aclWords(listener);
  if (acl === null) return { verdict: 'pass', summary: `SLB ${id} is active, TCP 6443, open to changes` };
  return {
    verdict: 'warn',
    summary: `SLB ${id} lets in by ${acl} on port 6443`,
    detail:
      "It must let in every node, this runner and the vendor's control plane; Onward cannot tell whose addresses they are.",
    remedy: `look at the access control list of ${id} in the SLB console, or switch it off for the migration`,
    at,
  };
};

const notThere = (subject: CheckSubject, kind: string): Judgement => {
  if (kind === 'nlb' || kind === 'dns')
    return { verdict: 'pass', summary: 'no SLB answers at the private API address (ACK128)' };
  const summary = 'it is not known which load balancer answers at the private API address';
  const remedy = 'see in the console what the API server endpoint is';
  // Of a dedicated cluster a step may change it; of a standard one the vendor's own check looks at it as well.
  return { verdict: onlyDedicated(subject) ? 'unknown' : 'warn', summary, remedy, at };
};

/** ACK111. The masters are only known of a dedicated cluster: the backends of a managed one are the vendor's. */
export const balancerStands = (subject: CheckSubject): Judgement => {
  const { facts } = subject.observed;
  const slb = factOf(facts, 'slb') ?? null;
  if (slb === null) return notThere(subject, factOf(facts, 'cluster.endpoint')?.kind ?? 'unknown');
  const listener = slb.listeners.find((one) => one.port === port && one.protocol === 'tcp');
  const masters = onlyDedicated(subject) ? factOf(facts, 'masters.nodes') : undefined;
  const wrong = [
    ...(/^active$/i.test(slb.status) ? [] : [`it is ${slb.status}; active is needed`]),
    ...listenerFaults(listener),
    ...(masters === undefined ? [] : backendFaults(slb, masters)),
    ...(slb.modificationProtection ? ['modification protection is on; off is needed'] : []),
  ].map(inLine);
  return judged(slb, wrong, listener);
};
