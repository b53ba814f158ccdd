import type { Desired } from '../../../../src/core/desired.ts';
import type { GateDraft } from '../../../../src/core/kind.ts';
import { specOf } from '../spec.ts';

/** The window that a cluster's gates keep to, where its document names one. */
export const keepsWindow = (desired: Desired): Pick<GateDraft, 'window'> => {
  const { window } = specOf(desired).gates;
  return window === undefined ? {} : { window };
};
