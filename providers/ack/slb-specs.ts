/**
 * The specifications of a pay-by-specification load balancer, ascending (ACK API reference, §6). The order of their names is
 * not the order of their size.
 */
export const ascending = [
  'slb.s0.share',
  'slb.s1.small',
  'slb.s2.small',
  'slb.s2.medium',
  'slb.s3.small',
  'slb.s3.medium',
  'slb.s3.large',
  'slb.s3.xlarge',
  'slb.s3.xxlarge',
] as const;

/** What a PayByCLCU instance reports as its specification: it grows with its load and has no rank among the others. */
const lcu = 'slb.lcu.elastic';

/**
 * 0 is the shared instance (also where the specification is empty), 1 slb.s1.small, up to 8. A code of another table is
 * unknown, which is not small.
 */
export const rankOf = (spec: string): number | 'lcu' | 'unknown' => {
  if (spec === '') return 0;
  if (spec === lcu) return 'lcu';
  const rank = ascending.findIndex((known) => known === spec);
  return rank === -1 ? 'unknown' : rank;
};
