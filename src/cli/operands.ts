import type { Plan } from '../core/plan.ts';

/** An operand as a shell takes it: quoted only where it must be. */
export const quoted = (operand: string): string =>
  /^[\w@%+=:,./-]+$/.test(operand) ? operand : `'${operand.replaceAll("'", "'\\''")}'`;

/** A verb with the operands it was given, so that the next command can be typed as it is shown. */
export const commandOf = (verb: string, operands: readonly string[]): string =>
  ['onward', verb, ...operands.map(quoted)].join(' ');

/** The documents a plan was made from, as they were named then. */
export const documentsIn = (plan: Plan): readonly string[] => [
  ...new Set(plan.checks.flatMap(({ at }) => (at === undefined ? [] : [at.file]))),
];

/** To plan again what a plan was made from; without one, or where it names none, a person names the documents. */
export const planAgain = (plan: Plan | null): string => {
  const documents = plan === null ? [] : documentsIn(plan);
  return commandOf('plan', [...(documents.length === 0 ? ['FILE'] : documents), '-o', 'plan.json']);
};
