import type { Law } from './law.ts';
import { coreLaws } from './laws/core.ts';
import { documentLaws } from './laws/documents.ts';
import { journalLaws } from './laws/journals.ts';
import { planLaws } from './laws/plans.ts';
import { policyLaws } from './laws/policies.ts';
import { reportLaws } from './laws/reports.ts';
import { runLaws } from './laws/runs.ts';

/** Every law there is, for `npm run fuzz`. */
export const laws: readonly Law[] = [
  ...documentLaws,
  ...planLaws,
  ...journalLaws,
  ...runLaws,
  ...reportLaws,
  ...policyLaws,
  ...coreLaws,
];
