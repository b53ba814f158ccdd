import type { Code } from '../core/codes.ts';
import type { ObjectFault } from '../core/objects.ts';
import { trouble } from './trouble.ts';

const codesOf: Readonly<Record<ObjectFault['why'], Code>> = {
  'no-bucket': 'STO031',
  denied: 'STO032',
  credentials: 'CRD001',
  'other-region': 'STO033',
  versioned: 'STO034',
  retained: 'STO035',
  throttled: 'STO036',
  away: 'STO036',
  refused: 'STO039',
};

/** A fault of object storage as a trouble of the store. */
export const troubleOf = ({ why, says, code, region }: ObjectFault): Error =>
  trouble({
    code: code ?? codesOf[why],
    says,
    ...(region === undefined ? {} : { remedy: `Set ONWARD_STORE_REGION=${region}, or unset it.` }),
  });

/** Another time the same call may go through. */
export const mayPass = ({ why }: ObjectFault): boolean => why === 'away' || why === 'throttled';
