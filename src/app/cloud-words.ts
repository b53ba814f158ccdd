import type { JournalLine } from '../core/journal.ts';
import type { Kind } from '../core/kind.ts';
import type { Probe } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import { historyOf, isOpen } from '../core/step-history.ts';
import { isGate, type ActStep } from '../core/step.ts';
import type { CloudWord, StatusModel } from '../render/model/status-model.ts';
import { oneWayLeft, seeSteps, type Seen } from './beyond-the-journal.ts';
import { askingOf, prepareSubjects } from './prepare-subjects.ts';
import type { RunOptions } from './run-options.ts';

export const probeSays = (probe: Probe): string => {
  if (probe.is === 'in-flight') return `in flight: ${probe.says}`;
  if (probe.is === 'failed') return `failed: ${probe.why}`;
  return probe.is === 'unreadable' ? `cannot be read: ${probe.why}` : probe.is === 'done' ? 'done' : 'no trace of it';
};

export interface Cloud extends Pick<StatusModel, 'cloud' | 'cloudUnread'> {
  readonly seen: readonly Seen[];
}

/** What is asked of the cloud: the calls that may be under way and every one-way step that is not done, else the last change. */
const worthAsking = (plan: Plan, lines: readonly JournalLine[]): readonly ActStep[] => {
  const left = new Set(oneWayLeft(plan, lines));
  const acts = plan.steps.filter((step): step is ActStep => !isGate(step));
  const worth = acts.filter((step) => left.has(step) || isOpen(historyOf(lines, step.id)));
  return worth.length > 0 ? worth : acts.filter(({ type }) => type === 'change').slice(-1);
};

/** Asks the cloud how the steps stand that are worth asking about. Sends nothing; where it cannot be read it says why. */
export const askCloud = async (
  plan: Plan,
  lines: readonly JournalLine[],
  ask: { kinds: readonly Kind[]; options: RunOptions },
): Promise<Cloud> => {
  const prepared = await prepareSubjects(plan, ask.kinds, ask.options, true);
  if (!prepared.ok)
    return { cloud: [], cloudUnread: prepared.diagnostics.map(({ summary }) => summary).join('; '), seen: [] };
  const { clock } = prepared.value;
  const seen = await seeSteps(worthAsking(plan, lines), lines, askingOf(prepared.value));
  const cloud = seen.map(({ step: { id, address }, probe }): CloudWord => {
    const says = probe === null ? 'the target is no longer there' : probeSays(probe);
    return { address, says: `${id}: ${says}`, at: clock() };
  });
  return { cloud, cloudUnread: null, seen };
};

export const cloudNotAsked: Cloud = { cloud: [], cloudUnread: 'not asked (--offline)', seen: [] };
