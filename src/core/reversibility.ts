/**
 * What can be taken back.
 * reversible: a named undo exists. compensable: a way back that loses something, said.
 * permanent: cannot be undone, may interrupt. one-way: cannot be undone and is sent at most once.
 */
export type Reversibility = 'reversible' | 'compensable' | 'permanent' | 'one-way';

/** These need a gate among their ancestors. */
export const isForEver = (reversibility: Reversibility | null): boolean =>
  reversibility === 'permanent' || reversibility === 'one-way';
