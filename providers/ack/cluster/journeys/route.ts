/** Where an edition can go. Every pair that no journey serves is refused by name. */
export type EditionRoute =
  | { readonly is: 'nothing'; readonly edition: string }
  | { readonly is: 'due'; readonly from: string; readonly to: string }
  | {
      readonly is: 'refused';
      readonly from: string;
      readonly to: string;
      readonly why: string;
      readonly remedy: string;
    };

const asItIs = (from: string): string => `edition: ${from}, which asks for nothing`;

/** Pairs that are refused for a reason of their own; every other pair gets the last line. */
const refusals: Readonly<Record<string, { readonly why: string; readonly remedy: (from: string) => string }>> = {
  'pro>standard': { why: 'there is no way back', remedy: asItIs },
  'pro>dedicated': { why: 'there is no way back', remedy: asItIs },
  'standard>dedicated': { why: 'dedicated clusters are no longer made', remedy: asItIs },
  'dedicated>standard': { why: 'the vendor migrates dedicated clusters only to Pro', remedy: () => 'edition: pro' },
  'dedicated>pro': {
    why: 'this version of onward does not make this journey yet',
    remedy: () => 'wait for the version that does; until then take this document out',
  },
};

export const routeOf = (from: string, to: string): EditionRoute => {
  if (from === to) return { is: 'nothing', edition: from };
  if (from === 'standard' && to === 'pro') return { is: 'due', from, to };
  const known = refusals[`${from}>${to}`];
  if (known !== undefined) return { is: 'refused', from, to, why: known.why, remedy: known.remedy(from) };
  const why = `no journey leads from ${from} clusters to ${to}`;
  return { is: 'refused', from, to, why, remedy: 'take this document out; the cluster stays as it is' };
};
