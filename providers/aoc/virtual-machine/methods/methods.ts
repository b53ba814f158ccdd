/** The three ways a virtual machine moves, told apart by its power while it does (vendor's page on migration, S1). */
export const methods = ['hot', 'cold', 'staged'] as const;

export type Method = (typeof methods)[number];

/** How long a machine may be off: not at all, for the last increment, for the whole copy. */
export type Downtime = 'none' | 'short' | 'whole';

/** `yes` by evidence or by a person's word in the document; `unknown` is never a yes. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What decides the method: seven answers about one machine and where it should go. */
export interface Standing {
  readonly power: 'running' | 'stopped' | 'suspended' | 'unknown';
  /** Nothing else is at work on it, and it is no system machine and in no recycle bin. */
  readonly free: boolean;
  readonly scope: 'intra' | 'cross';
  /** Whether the cluster it should go to is an ACOS cluster; not asked within one cluster. */
  readonly acos: boolean;
  /** Whether a host that it may go to is compatible with its CPU. */
  readonly cpu: Answer;
  /** Whether an operating system is installed. */
  readonly os: Answer;
  /** Whether the two clusters reach each other directly: declared, since no API tells. */
  readonly direct: Answer;
  readonly maxDowntime: Downtime;
}

/** Why a method cannot be taken: the check that forbids it, in words. */
export interface Forbidden {
  readonly code: string;
  readonly says: string;
}

/** One method's verdict: the first rule that forbids it, or what a person should know when it is taken. */
export interface Verdict {
  readonly method: Method;
  readonly forbidden: Forbidden | null;
  readonly warnings: readonly Forbidden[];
}

/** A rule forbids a method in words, or says nothing. They are asked in this order; the first that speaks is named. */
interface Rule {
  readonly code: string;
  readonly of: readonly Method[];
  readonly forbids: (standing: Standing, method: Method) => string | null;
}

const isCross = ({ scope }: Standing): boolean => scope === 'cross';
const started: readonly Method[] = ['hot', 'staged'];

/** How long each method takes a started machine away (S2, S6, S14). */
const awayOf: Readonly<Record<Method, Downtime>> = { hot: 'none', staged: 'short', cold: 'whole' };
const lengths: readonly Downtime[] = ['none', 'short', 'whole'];

const rules: readonly Rule[] = [
  { code: 'VM102', of: methods, forbids: ({ free }) => (free ? null : 'it is not free') },
  {
    code: 'VM103',
    of: methods,
    forbids: ({ power }) =>
      power === 'suspended'
        ? 'it is suspended: resume it or shut it down first'
        : power === 'unknown'
          ? 'its power state is not known'
          : null,
  },
  {
    code: 'VM104',
    of: methods,
    forbids: (standing) => (isCross(standing) && !standing.acos ? 'the target is no ACOS cluster' : null),
  },
  {
    code: 'VM105',
    of: ['staged'],
    forbids: (standing) => (isCross(standing) ? null : 'within one cluster there is no staged migration'),
  },
  { code: 'VM103', of: started, forbids: ({ power }) => (power === 'running' ? null : 'it is shut down') },
  {
    code: 'VM106',
    of: ['hot'],
    forbids: ({ cpu }) =>
      cpu === 'yes'
        ? null
        : cpu === 'no'
          ? 'no host that it may go to is compatible with its CPU'
          : 'it is not known whether a host is compatible with its CPU',
  },
  {
    code: 'VM107',
    of: ['hot'],
    forbids: (standing) =>
      isCross(standing) && standing.direct === 'no' ? 'the clusters have no direct network' : null,
  },
  {
    code: 'VM108',
    of: ['staged'],
    forbids: ({ os }) =>
      os === 'yes'
        ? null
        : os === 'no'
          ? 'no operating system is installed'
          : 'it is not known whether an operating system is installed',
  },
  {
    code: 'VM109',
    of: methods,
    forbids: ({ power, maxDowntime }, method) =>
      power !== 'running' || lengths.indexOf(awayOf[method]) <= lengths.indexOf(maxDowntime)
        ? null
        : method === 'staged'
          ? `it is off for the last increment, and maxDowntime is ${maxDowntime}`
          : `it is off for the whole copy, and maxDowntime is ${maxDowntime}`,
  },
];

/** What the vendor calls lower requirements, not none (S7, S12), and what nobody declared. */
const warningsOf = (standing: Standing, method: Method): readonly Forbidden[] => [
  ...(method !== 'hot' && standing.power === 'running' && standing.cpu !== 'yes'
    ? [{ code: 'VM106', says: 'its CPU is not proven on the target: the requirement is lower, not none' }]
    : []),
  ...(method === 'hot' && isCross(standing) && standing.direct === 'unknown'
    ? [{ code: 'VM107', says: 'nobody declared whether the clusters have a direct network' }]
    : []),
];

/** Judges one method: one rule after the other. `waived` are codes that the document sets aside. */
export const verdictOf = (method: Method, standing: Standing, waived: readonly string[] = []): Verdict => {
  const spoken = rules
    .filter(({ of, code }) => of.includes(method) && !waived.includes(code))
    .map(({ code, forbids }) => ({ code, says: forbids(standing, method) }));
  const first = spoken.find((word): word is Forbidden => word.says !== null);
  return { method, forbidden: first ?? null, warnings: first === undefined ? warningsOf(standing, method) : [] };
};

/** What was chosen and why nothing else was: every plan names both. */
export interface Choice {
  /** null: nothing can be taken, or not what was asked for. */
  readonly method: Method | null;
  readonly asked: Method | 'auto';
  readonly verdicts: readonly Verdict[];
}

/**
 * `auto` takes the method that keeps the machine on for longest (the order of the vendor's page): cold for one that is off, then
 * hot, staged, cold. What is not known is never taken by itself: hot across clusters needs a declared direct network.
 */
const bestOf = (standing: Standing, verdicts: readonly Verdict[]): Method | null => {
  const order: readonly Method[] = standing.power === 'stopped' ? ['cold'] : ['hot', 'staged', 'cold'];
  const unproven = (method: Method): boolean =>
    method === 'hot' && standing.scope === 'cross' && standing.direct !== 'yes';
  const allowed = (method: Method): boolean =>
    verdicts.some((verdict) => verdict.method === method && verdict.forbidden === null);
  return order.find((method) => allowed(method) && !unproven(method)) ?? null;
};

/** Chooses the method: the one asked for, where no rule forbids it; else none. It never takes another one instead. */
export const choose = (asked: Method | 'auto', standing: Standing, waived: readonly string[] = []): Choice => {
  const verdicts = methods.map((method) => verdictOf(method, standing, waived));
  if (asked === 'auto') return { method: bestOf(standing, verdicts), asked, verdicts };
  const allowed = verdicts.find(({ method }) => method === asked)?.forbidden === null;
  return { method: allowed ? asked : null, asked, verdicts };
};
