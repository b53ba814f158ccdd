import { isAuthor } from '../../core/approvals.ts';
import { canonical } from '../../core/canonical.ts';
import type { Json } from '../../core/fact.ts';
import type { Plan } from '../../core/plan.ts';
import type { Alteration, PlanPolicy } from '../../core/plan-policy.ts';
import type { GateStep } from '../../core/step.ts';

type Approved = Pick<Plan, 'policy' | 'source'>;

/** `2 needed`, or where gates differ `1 needed at prepare, 2 at commit`. */
const neededWords = (gates: readonly GateStep[]): string => {
  const counts = new Map<number, string[]>();
  for (const { approvals, title } of gates) {
    const needed = approvals?.needed ?? 0;
    const at = title.replace(/^GATE /, '');
    counts.set(needed, [...new Set([...(counts.get(needed) ?? []), at])]);
  }
  const [[only = 0] = [], ...others] = counts;
  if (others.length === 0) return `${only} needed`;
  return [...counts]
    .map(([needed, at], index) => `${needed}${index === 0 ? ' needed' : ''} at ${at.join(', ')}`)
    .join(', ');
};

/** More names than these are counted. */
const most = 6;

const named = (names: readonly string[]): string =>
  [...names.slice(0, most), ...(names.length > most ? [`and ${names.length - most} more`] : [])].join(' ');

/** Who may say yes, as far as that is known, and who may not. */
const whoWords = ({ policy, source }: Approved): string => {
  const authors = source?.authors ?? [];
  const people = (policy?.signers ?? []).filter((name) => !isAuthor(name, authors));
  const may = policy?.approvals?.from === 'reviews' ? 'by reviews of the change' : named(people);
  const noun = authors.length === 1 ? 'author' : 'authors';
  const not =
    authors.length === 0 ? [] : [`${noun} ${named(authors)} ${authors.length === 1 ? 'does' : 'do'} not count`];
  return [may, ...not].filter((part) => part !== '').join('; ');
};

/**
 * How many people must say yes to these gates, who has, and who may: `2 needed, 0 given (alice bob; author dave does not
 * count)`. Null where the policy asks for none. `given` are the names of those whose yes counts now; undefined: nobody looked.
 */
export const approvalWords = (all: readonly GateStep[], plan: Approved, given?: readonly string[]): string | null => {
  const gates = all.filter(({ approvals }) => approvals !== undefined);
  if (gates.length === 0) return null;
  const so = given === undefined ? '' : `, ${given.length} given${given.length === 0 ? '' : `: ${given.join(' ')}`}`;
  const who = whoWords(plan);
  return `${neededWords(gates)}${so}${who === '' ? '' : ` (${who})`}`;
};

/** `a yes covers`, or with a policy `2 approvals cover`. */
export const coverWords = ({ approvals }: GateStep): string => {
  if (approvals === undefined) return 'a yes covers';
  return approvals.needed === 1 ? '1 approval covers' : `${approvals.needed} approvals cover`;
};

export const neededAtGate = ({ approvals }: GateStep): string => {
  if (approvals === undefined) return 'a yes is needed';
  return approvals.needed === 1 ? '1 approval is needed' : `${approvals.needed} approvals are needed`;
};

const shown = (value: Json): string => (typeof value === 'string' ? value : canonical(value));

const alterationWords = ({ key, counts, asked }: Alteration, branch: string): string => {
  const [, address, code] = /^waivers (.+) (\S+)$/.exec(key) ?? [];
  if (address !== undefined && counts === null)
    return `this change waives ${code ?? ''} of ${address} ${shown(asked)}; that does not count until it is on ${branch}`;
  if (counts === null) return `this change adds ${key} ${shown(asked)}; judged by ${branch}, which has none`;
  if (asked === null) return `this change takes out ${key} ${shown(counts)}; judged by ${branch}'s ${shown(counts)}`;
  return `this change alters ${key} ${shown(counts)} -> ${shown(asked)}; judged by ${branch}'s ${shown(counts)}`;
};

/** What a reader must know first: that a change touches what judges it, or that nothing keeps it from doing so. */
export const policyWords = (policy: PlanPolicy | undefined): readonly string[] => {
  if (policy === undefined) return [];
  if (policy.branch === null)
    return ['read from this work tree: no protected branch is named (policyFrom), so a change can say what judges it'];
  const { branch } = policy;
  const alone = `judged by ${branch}, and this work tree alone says that ${branch} is protected; ONWARD_POLICY_FROM=${branch} on the runner would settle it`;
  return [
    ...(policy.namedBy === 'workTree' ? [alone] : []),
    ...policy.alters.map((alteration) => alterationWords(alteration, branch)),
  ];
};
