import type { Plan } from '../core/plan.ts';
import { visibleInJson } from '../render/visible.ts';

/** A plan as it is written to a file: its members in their order, one value a line, and a last newline. */
export const planText = (value: Plan): string => `${visibleInJson(JSON.stringify(value, null, 1))}\n`;
