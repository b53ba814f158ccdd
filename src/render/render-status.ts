import { exitCodes } from '../core/exit-code.ts';
import { minuteBeside, momentWords, timeBeside } from './model/moment.ts';
import type { StatusModel, StatusStep } from './model/status-model.ts';
import { displayWidth, padTo } from './text/display-width.ts';
import { escapeText } from './text/escape-text.ts';
import { atRight, paragraph, printed, type Line } from './text/line.ts';
import type { Print } from './text/print.ts';

const heads = (status: StatusModel, width: number): readonly Line[] => {
  const line = (address: string, more: string): Line => ({
    text: escapeText(address) + more,
    style: 'strong',
    span: escapeText(address).length,
  });
  const [first = '', ...others] = status.addresses;
  const cloud = status.cloud[0];
  const read = cloud === undefined ? 'cloud not read' : `cloud ${minuteBeside(cloud.at, status.journalAt)}`;
  const top = line(first, escapeText(`  run ${status.alias}`));
  return [
    ...atRight([top], `journal ${minuteBeside(status.journalAt, status.journalAt)}, ${read}`, width),
    ...others.map((address) => line(address, '')),
  ];
};

const standing = ({ exit, journalAt, run, cloud: [word] }: StatusModel): string => {
  const read = word === undefined ? '' : `, cloud ${timeBeside(word.at, journalAt)}`;
  const at = `run ${run}, journal ${momentWords(journalAt)}${read}`;
  if (exit === null) return `${at}; it has not ended`;
  const { code, name, means } = exitCodes[exit];
  if (exit === 'done') return `${at}; ended, exit ${code} (${name})`;
  return `${at}; ${exit === 'parked' ? 'so far' : 'ended,'} exit ${code} (${name}): ${means}`;
};

const stepWords = ({ number, id, title, state, at, says }: StatusStep, journalAt: string): string => {
  const name = number === null ? id : `step ${number} ${id}`;
  const when = at === null ? '' : ` ${timeBeside(at, journalAt)}`;
  return `${name}: ${state}${when}${says === '' ? '' : `, ${says}`}${title === '' ? '' : ` (${title})`}`;
};

const stepLines = (status: StatusModel, width: number): readonly Line[] =>
  status.steps.flatMap((step) => {
    const loud = step.alarming ? ({ style: 'bad', whole: true } as const) : {};
    return paragraph({ lead: '  ', text: stepWords(step, status.journalAt), width, hang: 4, ...loud });
  });

const cloudLines = ({ cloud, cloudUnread, addresses }: StatusModel, width: number): readonly Line[] => [
  ...cloud.flatMap(({ address, says }) =>
    paragraph({ lead: '  cloud: ', text: addresses.length > 1 ? `${address} ${says}` : says, width, hang: 4 }),
  ),
  ...(cloudUnread === null ? [] : paragraph({ lead: '  cloud: ', text: cloudUnread, width, hang: 4, style: 'care' })),
];

/** Commands in one column and why in the next, as far as they fit. */
const safeLines = ({ safe }: StatusModel, width: number): readonly Line[] => {
  const longest = Math.max(0, ...safe.map(({ command }) => displayWidth(escapeText(command))));
  return safe.flatMap(({ command, says }, at) => {
    const lead = at === 0 ? '  safe now:  ' : '             ';
    const own: Line = { text: lead + escapeText(command), ...(at === 0 ? { style: 'good', span: 9 } : {}) };
    const column = lead.length + longest + 3;
    if (says === '') return [own];
    if (column + displayWidth(escapeText(says)) <= width)
      return [{ ...own, text: padTo(own.text, column) + escapeText(says) }];
    return [own, ...paragraph({ lead: ' '.repeat(15), text: says, width })];
  });
};

const unsafeLines = ({ unsafe }: StatusModel, width: number): readonly Line[] =>
  unsafe.length === 0 ? [] : paragraph({ lead: '  NOT safe:  ', text: unsafe.join('; '), width, style: 'bad' });

const vendorLines = ({ vendor, journalAt }: StatusModel, width: number): readonly Line[] => {
  if (vendor === null) return [];
  const { at, late, command } = vendor;
  const words =
    at === null
      ? 'the vendor can tell whether it arrived'
      : late
        ? `LATE since ${minuteBeside(at, journalAt)}: call the vendor`
        : `at ${minuteBeside(at, journalAt)} call the vendor`;
  return paragraph({
    lead: '  ',
    text: `${words}: ${command}`,
    width,
    hang: 4,
    ...(late ? ({ style: 'bad', whole: true } as const) : {}),
  });
};

/** What the journal and the cloud say of a run, with their times, and what is safe to do. */
export const renderStatus = (status: StatusModel, { width, color }: Print): string =>
  printed(
    [
      ...heads(status, width),
      ...paragraph({ lead: '  ', text: standing(status), width }),
      ...stepLines(status, width),
      ...cloudLines(status, width),
      ...(status.holder === null ? [] : paragraph({ lead: '  ', text: status.holder, width, hang: 4 })),
      ...safeLines(status, width),
      ...unsafeLines(status, width),
      ...vendorLines(status, width),
      ...status.later.flatMap((text) => paragraph({ lead: '  ', text, width, hang: 4 })),
    ],
    color,
  );
