import type { CheckSubject } from '../../../../src/core/check.ts';
import { isCross, specOf } from '../spec.ts';
import { choiceOf, standingOf } from '../methods/standing.ts';

const lower = 'The vendor calls the requirements on CPU and network lower for this way, not none.';

const byMethod = {
  hot: ['It stays on; an open VNC page in a browser breaks off and must be loaded again.'],
  cold: [lower],
  staged: [
    lower,
    'It runs on while it is copied; when that is nearly complete it is shut down, the rest is copied, and it starts on the target by itself.',
    'How the console shows "nearly complete" is not documented: we believe what its task says; the console decides.',
  ],
} as const;

const power = (subject: CheckSubject): readonly string[] => {
  const { finalPower } = specOf(subject.desired);
  const ran = standingOf(subject)?.power === 'running';
  if (finalPower === 'on' || (finalPower === 'asBefore' && ran))
    return ['It is off for the whole copy, and is started when it has arrived.'];
  return ['It is off when it has arrived, and stays off.'];
};

const source = ({ desired }: CheckSubject): readonly string[] => {
  const spec = specOf(desired);
  if (!isCross(spec)) return [];
  return spec.source === 'delete'
    ? ['The machine in the source cluster is DELETED by the operation center once it has arrived.']
    : ['The machine in the source cluster stays, off; never start both.'];
};

/** What a yes to a move acknowledges (seed S4, S7, S11, S12, and what the API reference leaves open). */
export const noticesOf = (subject: CheckSubject): readonly string[] => {
  const method = choiceOf(subject)?.method ?? null;
  if (method === null) return [];
  return [...byMethod[method], ...(method === 'cold' ? power(subject) : []), ...source(subject)];
};
