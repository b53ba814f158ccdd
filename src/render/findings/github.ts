import { foldNames } from '../model/fold-names.ts';
import { grouped } from '../model/grouped.ts';
import type { PlanReport } from '../model/plan-report.ts';
import { visible } from '../../core/visible.ts';
import type { Finding } from './finding.ts';
import { sourcePath, type Roots } from './source-path.ts';

/** GitHub shows so many annotations of each kind of one step, and drops the rest without a word. */
const most = 10;

/** A value longer than this is cut: an annotation is read beside a line. */
const longest = 1000;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} (cut)` : text);

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

interface Command {
  readonly name: 'error' | 'warning' | 'notice';
  readonly properties: Readonly<Record<string, string | undefined>>;
  /** Foreign text is made visible line by line, so that no line break in it is one of ours. */
  readonly lines: readonly string[];
}

const written = ({ name, properties, lines }: Command): string => {
  const given = Object.entries(properties)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => `${key}=${property(cut(visible(value)))}`);
  const text = lines.map((line) => cut(visible(line))).join('\n');
  return `::${name} ${given.join(',')}::${data(text)}\n`;
};

const commandNames = { error: 'error', warning: 'warning', note: 'notice' } as const;

const placed = ({ place }: Finding, roots: Roots): Command['properties'] => {
  const path = place === null ? null : sourcePath(place.file, roots);
  return path === null
    ? {}
    : {
        file: path.join('/'),
        line: place?.line?.toString(),
        col: place?.line === undefined ? undefined : place.column?.toString(),
      };
};

/** What is said of one line of many members is one annotation. */
const together = (findings: readonly Finding[]): readonly (readonly Finding[])[] => [
  ...grouped(findings, ({ code, word, level, place, summary }) =>
    JSON.stringify([code, word, level, place, summary]),
  ).values(),
];

const commandOf = (group: readonly Finding[], roots: Roots): readonly Command[] =>
  group.slice(0, 1).map((finding) => {
    const addresses = [...new Set(group.flatMap(({ address }) => address ?? []))];
    return {
      name: commandNames[finding.level],
      properties: { ...placed(finding, roots), title: `${finding.word} ${finding.code}` },
      lines: [
        finding.summary,
        ...finding.more,
        ...(finding.waived === null ? [] : [`waived: ${finding.waived}`]),
        ...(addresses.length === 0 ? [] : [foldNames(addresses)]),
      ],
    };
  });

const leftOut = (all: readonly Command[], shown: readonly Command[]): readonly Command[] => {
  const counts = Object.values(commandNames).flatMap((name) => {
    const left = [all, shown].map((commands) => commands.filter((command) => command.name === name).length);
    const count = (left[0] ?? 0) - (left[1] ?? 0);
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  if (counts.length === 0) return [];
  const says = `${counts.join(', ')} not shown here: GitHub takes ${most} of a kind from one step`;
  return [
    {
      name: 'notice',
      properties: { title: 'More was said' },
      lines: [says, 'the answer of --format text has them all'],
    },
  ];
};

const heading = (report: PlanReport): Command => {
  const told =
    report.sets.length + report.targets.length > most ? [] : report.targets.filter(({ set }) => set === null);
  const numbers = [...new Set(report.targets.flatMap(({ changeNumber }) => changeNumber ?? []))];
  return {
    name: 'notice',
    properties: {
      title: report.single
        ? `${report.targets[0]?.standing ?? ''} ${report.targets[0]?.address ?? ''}`
        : report.summary,
    },
    lines: [
      ...(report.single
        ? []
        : [
            ...report.sets.map(({ head, address }) => `${head} ${address}`),
            ...told.map(({ standing, address }) => `${standing} ${address}`),
          ]),
      `decision ${report.decision}${numbers.length === 0 ? '' : `, ${foldNames(numbers)}`}`,
      report.last,
    ],
  };
};

const withinLimits = (commands: readonly Command[]): readonly Command[] => {
  // One notice is kept for what was left out.
  const room = { error: most, warning: most, notice: most - 1 };
  return commands.filter(({ name }) => (room[name] -= 1) >= 0);
};

/**
 * GitHub's workflow commands: an annotation for each finding at its line, the worst first, no more of each kind than are
 * shown, and what was left out in a last one. A plan begins with how it stands.
 */
export const githubCommands = (findings: readonly Finding[], roots: Roots, report: PlanReport | null): string => {
  const all = [
    ...(report === null ? [] : [heading(report)]),
    ...together(findings).flatMap((group) => commandOf(group, roots)),
  ];
  const shown = withinLimits(all);
  return [...shown, ...leftOut(all, shown)].map(written).join('');
};
