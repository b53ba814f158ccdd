/** Where a cluster stands, or should: its edition, and its tier within Pro ('' outside it, null where none is declared). */
export interface Stand {
  readonly edition: string;
  readonly tier: string | null;
}

/** Where an edition can go. Every pair that no journey serves is refused by name. */
export type EditionRoute =
  | { readonly is: 'nothing'; readonly edition: string }
  | { readonly is: 'due'; readonly journey: 'standard' | 'dedicated'; readonly from: string; readonly to: string }
  | { readonly is: 'due'; readonly journey: 'tier'; readonly from: string; readonly to: string }
  | {
      readonly is: 'refused';
      readonly from: string;
      readonly to: string;
      readonly why: string;
      readonly remedy: string;
    };

const asItIs = (from: string): string => `edition: ${from}, which asks for nothing`;

interface Refusal {
  readonly why: string;
  readonly remedy: (from: string) => string;
}

/** Pairs that are refused for a reason of their own. */
const refusals: Readonly<Record<string, Refusal>> = {
  'pro>standard': { why: 'there is no way back', remedy: asItIs },
  'pro>dedicated': { why: 'there is no way back', remedy: asItIs },
  'standard>dedicated': { why: 'dedicated clusters are no longer made', remedy: asItIs },
  'dedicated>standard': { why: 'the vendor migrates dedicated clusters only to Pro', remedy: () => 'edition: pro' },
};

/** Kinds of clusters that the vendor's migration does not know, by the name that a person knows them under. */
const foreign: Readonly<Record<string, string>> = {
  edge: 'ACK Edge',
  serverless: 'ACK Serverless',
  lingjun: 'ACK Lingjun',
  external: 'registered',
};

const otherwise = (from: string, to: string): Refusal => {
  const name = foreign[from];
  const why =
    name === undefined
      ? `no journey leads from ${from} clusters to ${to}`
      : `the vendor migrates no ${name} clusters, only standard and dedicated ones`;
  return { why, remedy: () => 'take this document out; the cluster stays as it is' };
};

export const routeOf = (from: Stand, to: Stand): EditionRoute => {
  if (from.edition === 'pro' && to.edition === 'pro' && to.tier !== null && to.tier !== from.tier)
    return { is: 'due', journey: 'tier', from: from.tier || 'of no known tier', to: to.tier };
  if (from.edition === to.edition) return { is: 'nothing', edition: from.edition };
  if ((from.edition === 'standard' || from.edition === 'dedicated') && to.edition === 'pro')
    return { is: 'due', journey: from.edition, from: from.edition, to: to.edition };
  const { why, remedy } = refusals[`${from.edition}>${to.edition}`] ?? otherwise(from.edition, to.edition);
  return { is: 'refused', from: from.edition, to: to.edition, why, remedy: remedy(from.edition) };
};
