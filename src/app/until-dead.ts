import { driveStep } from '../run/drive-step.ts';
import type { StepOutcome } from '../run/executor.ts';
import { stopped } from '../run/outcome.ts';
import type { Seen } from './beyond-the-journal.ts';
import { passingPorts, type Watching } from './passing-ports.ts';
import type { RunSubject } from '../run/ports.ts';

/** How it stands with a call of which no journal tells. `dead`: none that was ever signed can still arrive. */
export type Whereabouts =
  | { readonly is: 'dead'; readonly says: string }
  | { readonly is: 'under-way' | 'unreadable' | 'cancelled'; readonly why: string };

const notSent = stopped('cancelled', 'nothing is sent here');

const over: Readonly<Partial<Record<StepOutcome['state'], string>>> = { done: 'done', failed: 'failed, taken back' };

/** Drives it as a step whose call was intended just now and may not be sent again: all that is left is to look and wait. */
const waitItOut = async ({ step }: Seen, subject: RunSubject, watching: Watching): Promise<Whereabouts> => {
  const { driver, kind } = subject;
  const contract = kind.contracts[step.operation];
  const now = driver.clock.now();
  if (contract === undefined) return { is: 'unreadable', why: `${step.operation} is not known here` };
  if (now === null) return { is: 'unreadable', why: "the cloud's clock is not known" };
  const date = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const intended = { type: 'intended', step: step.id, attempt: 1, fence: { nonce: '', date } } as const;
  const ports = passingPorts(subject, watching, [{ ...intended, seq: 1, at: date, prev: '' }]);
  const waiting = { ...step, expects: [], ifFailed: [], again: 'after-window' as const };
  const outcome = await driveStep({
    step: waiting,
    contract,
    subject,
    ports,
    stillOpen: () => Promise.resolve(notSent),
  });
  if (outcome === notSent) return { is: 'dead', says: 'no trace of it, and no call signed before can arrive any more' };
  const says = over[outcome.state];
  if (says !== undefined) return { is: 'dead', says };
  const why = 'why' in outcome ? outcome.why : outcome.state;
  if (outcome.state === 'cancelled') return { is: 'cancelled', why };
  return { is: outcome.state === 'unreadable' ? 'unreadable' : 'under-way', why };
};

/** Looks how a one-way step stands, and waits until whatever was signed for it before now is dead. Sends nothing. */
export const untilDead = async (seen: Seen, subject: RunSubject, watching: Watching): Promise<Whereabouts> => {
  const { probe } = seen;
  if (probe === null) return { is: 'dead', says: 'the target is no longer there' };
  switch (probe.is) {
    case 'done':
      return { is: 'dead', says: 'done' };
    case 'in-flight':
      return { is: 'under-way', why: probe.says };
    case 'unreadable':
      return { is: 'unreadable', why: probe.why };
    case 'failed':
    case 'not-done':
      return waitItOut(seen, subject, watching);
  }
};
