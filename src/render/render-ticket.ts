import type { TicketState } from '../core/ticket.ts';
import { code, joined, say, type Markdown } from './markdown/escape-markdown.ts';
import { momentOf } from './model/moment.ts';
import type { TicketCall, TicketModel, TicketTarget } from './model/ticket-model.ts';
import { paragraph, printed, type Line } from './text/line.ts';

/** With the offset as a number: whoever reads it sits in another zone. */
const time = (at: string): string => {
  const moment = momentOf(at);
  return moment === null ? at : `${moment.date} ${moment.time} ${moment.zone === 'UTC' ? '+00:00' : moment.zone}`;
};

const heads: Readonly<Record<TicketState, string>> = {
  'under-way': 'an operation has not come to its end',
  unknown: 'it is not known whether a call arrived',
  failed: 'an operation failed',
  done: 'about operations that came to an end',
};

const answers: Readonly<Record<TicketCall['answer'], string>> = {
  accepted: 'accepted',
  refused: 'refused',
  throttled: 'throttled',
  unsent: 'not sent',
  unknown: 'no answer arrived',
};

const callWords = ({ what, sentAt, answer, request, task, why, usually, endedAt }: TicketCall): string =>
  [
    `${sentAt === null ? 'at a time that is not known' : time(sentAt)}: ${what}, ${answers[answer]}`,
    request === null ? 'no request id' : `request id ${request}`,
    ...(task === null ? [] : [`task ${task}`]),
    ...(why === null ? [] : [why]),
    endedAt === null || answer !== 'accepted' ? `takes ${usually} as a rule` : `came to its end by ${time(endedAt)}`,
  ].join('; ');

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

const expected = ({ lateAt, calls }: TicketTarget): readonly string[] => {
  if (lateAt === null) return [];
  const open = calls.filter(({ endedAt }) => endedAt === null).at(-1);
  return [`${open === undefined ? '' : `An end within ${open.usually}; `}from ${time(lateAt)} on we take it for late.`];
};

const seen = ({ seen: journal, now, unread }: TicketTarget): readonly string[] => [
  ...(now === null ? [] : [`${time(now.at)}, read just now: ${now.says}`]),
  ...(journal === null ? [] : [`${time(journal.at)}, last seen by our tool: ${journal.says}`]),
  ...(now === null ? [`The cloud could not be read just now: ${unread ?? 'nothing was asked'}`] : []),
];

/** The parts of a ticket, in the order in which support asks for them. */
const partsOf = (target: TicketTarget): readonly Part[] => [
  { title: 'What it is about', lines: target.about.map(([name, value]) => `${name}: ${value}`) },
  { title: 'What was done', lines: target.calls.map(callWords) },
  { title: 'What we expected', lines: expected(target) },
  { title: 'What is seen', lines: seen(target) },
  { title: 'What we ask', lines: target.asks },
];

const headOf = ({ product, state }: TicketTarget): string => `${product}: ${heads[state]}`;

const textOf = (target: TicketTarget, reference: string): readonly Line[] => [
  ...paragraph({ lead: '', text: headOf(target), width: 80, hang: 2 }),
  { text: `to ${target.vendor}; our reference ${reference}` },
  ...partsOf(target)
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ title, lines }) => [
      { text: '' },
      { text: title },
      ...lines.flatMap((text) => paragraph({ lead: '- ', text, width: 80 })),
    ]),
  { text: '' },
];

/** A ticket as plain text, to be pasted into any form. */
export const renderTicket = ({ targets, reference }: TicketModel): string =>
  printed(
    targets.flatMap((target) => textOf(target, reference)),
    false,
  );

const markdownOf = (target: TicketTarget, reference: string): Markdown =>
  joined(
    [
      say`## ${headOf(target)}`,
      say``,
      say`To ${target.vendor}; our reference ${code(reference)}.`,
      ...partsOf(target)
        .filter(({ lines }) => lines.length > 0)
        .flatMap(({ title, lines }) => [say``, say`### ${title}`, say``, ...lines.map((text) => say`- ${text}`)]),
      say``,
    ],
    '\n',
  );

/** The same in Markdown. */
export const renderTicketMarkdown = ({ targets, reference }: TicketModel): string =>
  joined(
    targets.map((target) => markdownOf(target, reference)),
    '\n',
  ).markdown;
