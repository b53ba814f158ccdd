import { commandOf } from '../core/command-line.ts';
import { documentsIn } from '../core/documents-in.ts';
import type { Plan } from '../core/plan.ts';

export { commandOf, quoted } from '../core/command-line.ts';
export { documentsIn } from '../core/documents-in.ts';

/** To plan again what a plan was made from; without one, or where it names none, a person names the documents. */
export const planAgain = (plan: Plan | null): string => {
  const documents = plan === null ? [] : documentsIn(plan);
  return commandOf('plan', [...(documents.length === 0 ? ['FILE'] : documents), '-o', 'plan.json']);
};
