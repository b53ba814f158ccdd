import type { Sentence } from '../model/plan-report.ts';
import { paragraph, type Line } from './line.ts';

/** The sentences of a first screen; what is for ever stands out. */
export const factLines = (facts: readonly Sentence[], width: number): readonly Line[] =>
  facts.flatMap(({ about, says }) => {
    const loud = about === 'undo' && says.startsWith('CANNOT') ? ({ style: 'bad', whole: true } as const) : {};
    return paragraph({ lead: '  ', text: says, width, ...loud });
  });
