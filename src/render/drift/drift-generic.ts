import type { DriftModel } from '../model/drift-model.ts';
import { worstFirst } from '../render-drift.ts';
import { visibleInJson } from '../../core/visible-json.ts';

/** No receiver needs more to know what to do; the run has them all. */
const mostRows = 500;

/** What a drift run found, for any receiver: the model as `--format json` gives it, worst first. `omitted`: rows that it has not. */
export const genericMessage = (model: DriftModel): object => {
  const rows = worstFirst(model.rows);
  return {
    ...model,
    rows: rows.slice(0, mostRows),
    gone: model.gone.slice(0, mostRows),
    omitted: Math.max(0, rows.length - mostRows) + Math.max(0, model.gone.length - mostRows),
  };
};

/** JSON in which nothing is hidden from who reads it. */
export const jsonBody = (message: object): string => visibleInJson(JSON.stringify(message));
