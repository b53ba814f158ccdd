import type { JournalLine } from '../../core/journal.ts';
import type { ToldCall, ToldEnd, ToldSettle } from '../../core/report/report.ts';
import type { PlacedLine } from './lines.ts';

type Answer = Extract<JournalLine, { type: 'sent' | 'refused' | 'unsent' }>;

const isAnswer = (line: JournalLine): line is Answer => ['sent', 'refused', 'unsent'].includes(line.type);

const open = ({ epoch, line }: PlacedLine): ToldCall | null =>
  line.type === 'intended'
    ? {
        step: line.step,
        attempt: line.attempt,
        epoch,
        sentAt: line.fence.date,
        answer: 'unknown',
        answeredAt: null,
        request: null,
        task: null,
        why: null,
      }
    : null;

const answered = (call: ToldCall, line: Answer): ToldCall => {
  const base = { ...call, answeredAt: line.at };
  if (line.type === 'unsent') return { ...base, answer: 'unsent', sentAt: null, why: line.why };
  const { request } = line;
  if (line.type === 'sent') return { ...base, answer: 'accepted', request, task: line.task };
  const why = [line.code, line.why].filter((part) => part !== '').join(': ');
  return { ...base, answer: line.throttled ? 'throttled' : 'refused', request, why };
};

const unopened = ({ epoch }: PlacedLine, { step }: Answer): ToldCall => ({
  step,
  attempt: 0,
  epoch,
  sentAt: null,
  answer: 'unknown',
  answeredAt: null,
  request: null,
  task: null,
  why: null,
});

/** Each try of each call, in the order of the files; an answer belongs to the newest try of its step that has none. */
export const callsIn = (lines: readonly PlacedLine[]): readonly ToldCall[] => {
  const calls: ToldCall[] = [];
  for (const placed of lines) {
    const { line } = placed;
    const opened = open(placed);
    if (opened !== null) calls.push(opened);
    if (!isAnswer(line)) continue;
    const at = calls.findLastIndex(({ step, answer }) => step === line.step && answer === 'unknown');
    const call = answered(calls[at] ?? unopened(placed, line), line);
    if (at === -1) calls.push(call);
    else calls[at] = call;
  }
  return calls;
};

export const settlesIn = (lines: readonly PlacedLine[]): readonly ToldSettle[] =>
  lines.flatMap(({ line }) => {
    if (line.type !== 'settled') return [];
    const { step, as, by, at, evidence } = line;
    return [{ step, as, by, at, evidence }];
  });

const endOf = (line: JournalLine): ToldEnd | null => {
  if (line.type === 'undone') return { step: line.step, is: 'undone', at: line.at, why: null, evidence: [] };
  if (line.type === 'failed')
    return { step: line.step, is: 'failed', at: line.at, why: line.why, evidence: line.evidence };
  if (line.type !== 'done') return null;
  return { step: line.step, is: 'done', at: line.at, why: line.adopted ?? null, evidence: line.evidence };
};

/** What steps came to. A check that was made again has several. */
export const endsIn = (lines: readonly PlacedLine[]): readonly ToldEnd[] =>
  lines.flatMap(({ line }) => endOf(line) ?? []);
