import { codes } from './codes.ts';
import type { Unread } from './observed.ts';

/** The way past a read that failed: its cause's own remedy where the cause is known, else permission or another try. */
export const unreadRemedy = ({ call, failure, code }: Unread): string => {
  if (code !== undefined && code !== 'CRD006') return codes[code].remedy;
  return failure === 'refused' ? `allow ${call} for this caller, then plan again` : 'plan again';
};
