import type { Check, CheckSubject, Judgement } from '../../src/core/check.ts';
import { probesOf, type HttpProbe } from './http-probe.ts';
import { afterStep, beforeStep } from './with-probes.ts';

/** A plan asks no host of the user's: whether its services are green is for the run to see. */
const later =
  (step: string, says: (probe: HttpProbe) => string) =>
  ({ desired }: CheckSubject): Judgement => {
    const lines = probesOf(desired).map(says);
    const [first = ''] = lines;
    return {
      verdict: 'later',
      later: step,
      summary: lines.length === 1 ? first : `${lines.length} probes must be green`,
      ...(lines.length === 1 ? {} : { detail: lines.join('\n') }),
      at: '/spec/probes',
    };
  };

const green =
  'Green is an answer with a status from 200 to 299 within 5 s. A redirect is not followed, a certificate must be valid, no credentials are sent and no body is kept.';

/** PRB101, PRB102, for the targets that a journey with probes around its turn is due for. */
export const probeChecks = (isWatched: (subject: CheckSubject) => boolean): readonly Check[] => {
  const applies = (subject: CheckSubject): boolean => probesOf(subject.desired).length > 0 && isWatched(subject);
  const base = { stage: 'journey', waivable: false, facts: [], applies } as const;
  return [
    {
      ...base,
      code: 'PRB101',
      demands: 'the document’s probes are green right before the point of no return',
      explains: `Each address of spec.probes must be green so often in a row as greenBefore says (3 where it says nothing), 5 s apart, when the gate opens and again when that is more than 60 s ago. ${green} A plan does not ask: the run does, and one answer that is not green keeps the gate shut.`,
      judge: later(beforeStep, ({ url, greenBefore }) => `${url} must be green ${greenBefore} times in a row before`),
    },
    {
      ...base,
      code: 'PRB102',
      demands: 'the document’s probes stay green after the point of no return',
      explains: `Each address of spec.probes must be green for as long as greenAfter says (10m where it says nothing) from the proof of the end on, asked every 10 s. ${green} One answer that is not green ends the watch, and the run ends as partly applied: it undoes nothing, since there is no way back. A run that was interrupted begins the watch anew.`,
      judge: later(afterStep, ({ url, greenAfter }) => `${url} must stay green for ${greenAfter} afterwards`),
    },
  ];
};
