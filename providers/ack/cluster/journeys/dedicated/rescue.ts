import type { StepDraft } from '../../../../../src/core/kind.ts';
import { contracts } from '../../contracts.ts';
import type { Draft, Situation } from './situation.ts';

/** Parked only for the time without an API server: after a failed migration it must run again, and its backup goes with it. */
const parking = new Set(['ack.back-up-terway/1', 'ack.scale-terway/1', 'ack.remove-webhook/1']);

const rescueOf = (draft: Draft): StepDraft | null => {
  const undo = contracts[draft.operation]?.undo ?? null;
  if (undo === null) return null;
  return {
    id: `back-${draft.id}`,
    type: 'change',
    operation: undo,
    title: `back: ${draft.title}`,
    because: draft.because,
    args: draft.undoArgs ?? draft.args,
    expects: [],
    needs: [],
  };
};

/**
 * What runs when the migration failed and the service took it back: what was parked is put back, and with
 * `onFailure: undoPreparations` everything else that can be, the last thing first.
 */
export const rescueSteps = ({ spec }: Situation, prepared: readonly Draft[]): readonly StepDraft[] => {
  const all = spec.onFailure === 'undoPreparations';
  const chosen = prepared.filter(({ operation }) => all || parking.has(operation)).toReversed();
  const rescues = chosen.map(rescueOf).filter((draft) => draft !== null);
  return rescues.map((draft, at) => ({ ...draft, needs: at === 0 ? [] : [rescues[at - 1]?.id ?? ''] }));
};
