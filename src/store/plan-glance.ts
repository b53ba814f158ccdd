/** The little that the store must know of a plan. */
export interface PlanGlance {
  /** What the plan says of itself; null where it says nothing. */
  readonly digest: string | null;
  readonly targets: readonly { readonly address: string; readonly key: string | null }[];
  /** `once`: a call that must not be sent twice. */
  readonly steps: readonly { readonly id: string; readonly address: string; readonly once: boolean }[];
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise);

/** Looks into a plan whose bytes the journal vouches for; what is not there is left out. */
export const glanceAt = (planText: string): PlanGlance => {
  const plan = fieldsOf(parse(planText));
  return {
    digest: textOr(plan['digest'], null),
    targets: listOf(plan['targets']).map(({ address, key }) => ({
      address: textOr(address, ''),
      key: textOr(key, null),
    })),
    steps: listOf(plan['steps']).map(({ id, address, reversibility, again }) => ({
      id: textOr(id, ''),
      address: textOr(address, ''),
      once: reversibility === 'one-way' || again === 'never',
    })),
  };
};
