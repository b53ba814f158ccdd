import type { Impact } from '../../core/impact.ts';

/** Every sign of a report with the word it stands for: nothing is told by a sign alone. */
export const signWords = {
  '?': 'check',
  '=': 'gate',
  '+': 'add',
  '~': 'change',
  '!': 'one-way',
  '-': 'remove',
} as const;

export type Sign = keyof typeof signWords;

export const impactSign = {
  none: '~',
  update: '~',
  create: '+',
  forget: '-',
  migrate: '!',
  remove: '-',
} as const satisfies Record<Impact, Sign>;
