import { exitCodes } from '../../core/exit-code.ts';
import { canonical } from '../../core/canonical.ts';
import type { Json } from '../../core/fact.ts';
import type { Report, ToldCall, ToldEpoch, ToldFact, ToldGate, ToldRun, ToldTarget } from '../../core/report/report.ts';
import { momentWords } from './moment.ts';

/** One thing that is told: a word in front, and what follows. `loud`: not to be overlooked. */
export interface ReportRow {
  readonly lead: string;
  readonly text: string;
  readonly loud?: true;
}

export interface ReportSection {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

const when = (at: string | null): string => (at === null ? 'never' : momentWords(at));

const value = (json: Json): string => (typeof json === 'string' ? json : canonical(json));

const row = (lead: string, ...parts: readonly (string | null)[]): ReportRow => ({
  lead,
  text: parts.filter((part) => part !== null && part !== '').join('; '),
});

const loud = (is: boolean, one: ReportRow): ReportRow => (is ? { ...one, loud: true } : one);

const endWords = ({ state, parkedAt, exit, outcome }: ToldRun): string => {
  if (state === 'parked') return `OPEN: parked at ${parkedAt.join(', ')}`;
  if (state === 'open') return 'OPEN: under way, or its runner died';
  const name = Object.values(exitCodes).find(({ code }) => code === exit)?.name;
  return `ended ${outcome ?? ''}, exit ${exit ?? ''}${name === undefined ? '' : ` (${name})`}`;
};

const run = ({ told: { run: one, plan }, written }: Report): ReportSection => ({
  title: `Run ${one.alias}`,
  rows: [
    loud(one.state !== 'ended', row('stands', endWords(one))),
    row('accepted', when(one.acceptedAt), `newest line ${when(one.lastAt)}`),
    row('plan', `${plan.digest.slice(7, 19)}, made ${when(plan.createdAt)} by ${plan.tool}`),
    row('decision', plan.decision.slice(7, 19)),
    ...(plan.source === null
      ? []
      : [row('made from', `commit ${plan.source.commit}`, plan.source.clean ? null : 'and files that differ from it')]),
    ...(plan.policy === null ? [] : [row('policy', plan.policy.from ?? 'of the work tree', plan.policy.digest)]),
    row('report', `written ${when(written.at)} by ${written.tool}`),
  ],
});

const factRow = ({ fact, from, before, now, is }: ToldFact): ReportRow => {
  const was = from === 'document' ? `asked ${value(before)}` : `was ${value(before)}`;
  if (is === 'unread') return row(fact, was, 'not read now');
  return loud(is === 'differs', row(fact, is === 'differs' ? `DIFFERS: ${was}, is ${value(now)}` : `${was}, is so`));
};

const target = (one: ToldTarget, nowUnread: string | null): readonly ReportSection[] => {
  const { address, journey, key, account, change, waivers, inventoryAt, nowAt, facts, leftBehind } = one;
  const left = leftBehind.map(({ what, billed, due, remedy, attested }) =>
    row(
      what,
      due === null ? 'no day' : `due ${when(due)}`,
      billed ? 'BILLED' : null,
      attested === null ? remedy : `seen to: ${attested}`,
    ),
  );
  return [
    {
      title: address,
      rows: [
        row('journey', journey ?? 'nothing to do', change),
        row('identity', key ?? 'not known', account === null ? null : `account ${account}`),
        ...waivers.map(({ code, reason, expires }) => loud(true, row('waived', `${code} until ${expires}`, reason))),
        ...(waivers.length === 0 ? [row('waived', 'nothing')] : []),
      ],
    },
    {
      title: `Before and after: ${address}`,
      rows: [
        row(
          'inventory',
          inventoryAt === null ? 'not taken: it did not get to its last gate' : `taken ${when(inventoryAt)}`,
        ),
        row('cloud', nowAt === null ? 'not read' : `read ${when(nowAt)}`, nowUnread),
        ...facts.map(factRow),
      ],
    },
    ...(left.length === 0 ? [] : [{ title: `Left behind: ${address}`, rows: left }]),
  ];
};

const gateRows = ({ title, gate, waited, yes, openedAt, checks }: ToldGate): readonly ReportRow[] => [
  ...waited.map(({ at, missing, says }) => row(gate, `waited ${when(at)} for ${missing.join(', ')}`, says)),
  ...yes.flatMap(({ at, by, via, approvals }) => [
    row(gate, `${by} said yes ${when(at)} (${via})`),
    ...approvals.map((one) =>
      row(gate, `${one.by}: ${one.how} of ${when(one.at)}`, one.key === null ? null : `key ${one.key}`),
    ),
  ]),
  row(
    gate,
    openedAt === null ? `${title}: not opened` : `${title}: opened ${when(openedAt)}`,
    checks.length === 0 ? null : `on ${checks.map(({ code }) => code).join(', ')}`,
  ),
];

const answers: Readonly<Record<ToldCall['answer'], string>> = {
  accepted: 'accepted',
  refused: 'refused',
  throttled: 'throttled, not accepted',
  unsent: 'not sent',
  unknown: 'NO ANSWER KNOWN',
};

const callRow = ({ step, attempt, sentAt, answer, request, task, why, epoch }: ToldCall): ReportRow =>
  loud(
    answer === 'unknown',
    row(
      `${step} ${attempt}`,
      sentAt === null ? null : `sent ${when(sentAt)}`,
      answers[answer],
      request === null ? null : `request ${request}`,
      task === null ? null : `task ${task}`,
      why,
      `epoch ${epoch}`,
    ),
  );

const epochRow = ({ epoch, lines, tool, owner, why, from, until }: ToldEpoch): ReportRow =>
  row(
    `epoch ${epoch}`,
    `${lines} ${lines === 1 ? 'line' : 'lines'}, ${when(from)} to ${when(until)}`,
    tool ?? 'its version is not told',
    owner === null ? null : `${owner.host} pid ${owner.pid}`,
    why,
  );

const some = (title: string, rows: readonly ReportRow[], none: string): ReportSection => ({
  title,
  rows: rows.length === 0 ? [{ lead: 'none', text: none }] : rows,
});

/** A report as it is read: the same parts in the same order, whatever the face. */
export const reportSections = (report: Report): readonly ReportSection[] => {
  const { told, evidence, seal } = report;
  const ends = told.ends.map(({ step, is, at, why, evidence: proofs }) =>
    loud(
      is === 'failed',
      row(
        step,
        `${is === 'failed' ? 'FAILED' : is} ${when(at)}`,
        why,
        [...new Set(proofs.map(({ call, request }) => `${call} ${request}`))].join(', '),
      ),
    ),
  );
  const settles = told.settles.map(({ step, as, by, at, evidence: says }) =>
    loud(true, row(step, `settled as ${as} by ${by} ${when(at)}`, says)),
  );
  const late = told.late.map(({ epoch, seq, type, at }) =>
    row(`epoch ${epoch}`, `number ${seq}, ${type}, ${when(at)}`),
  );
  return [
    run(report),
    ...told.targets.flatMap((one) => target(one, evidence.nowUnread)),
    some('Gates and approvals', told.gates.flatMap(gateRows), 'the plan has no gate'),
    some('Calls', told.calls.map(callRow), 'nothing was sent'),
    some('Settled by a person', settles, 'nothing had to be'),
    some('What steps came to', ends, 'no step has come to its end'),
    some('Who wrote the journal', told.epochs.map(epochRow), 'nobody'),
    ...(late.length === 0 ? [] : [{ title: 'Said after the run was lost', rows: late }]),
    {
      title: 'Proof',
      rows: [
        row('chain', `ends at number ${told.chain.seq}`, told.chain.hash),
        row('seal', seal),
        row('check', 'onward report --check FILE, of the JSON file, offline'),
      ],
    },
  ];
};
