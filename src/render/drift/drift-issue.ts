import { driftClasses, meaningOf, type DriftClass } from '../../core/drift/classes.ts';
import { code, joined, say, type Markdown } from '../markdown/escape-markdown.ts';
import {
  contactWords,
  findingWords,
  goneWords,
  headWords,
  memoryWords,
  remedyWords,
  sinceWords,
} from '../model/drift-words.ts';
import type { DriftModel, DriftRow } from '../model/drift-model.ts';
import { isSilent } from '../render-drift.ts';

/** What finds the issue again, so that the next run writes over it. Forges take 65,536 characters. */
const marker = '<!-- onward:drift -->';
const mostBytes = 60_000;
/** Kept for what stands below the rows. */
const roomBelow = 4000;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const rowItem = (row: DriftRow, at: string): Markdown => {
  const age = row.age === undefined ? say`` : say` (${row.age})`;
  const remedy = remedyWords(row);
  const fix = remedy === '' ? say`` : say`\n  fix: ${code(remedy)}`;
  return say`- **${row.address}** ${findingWords(row, at)}${age}${fix}`;
};

const sectionOf = (of: DriftClass, model: DriftModel): readonly Markdown[] => {
  const rows = model.rows.filter((row) => row.class === of);
  if (rows.length === 0) return [];
  return [say`\n### ${rows.length} ${of}\n\n${meaningOf(of)}\n`, ...rows.map((row) => rowItem(row, model.at))];
};

const goneSection = ({ gone, at }: DriftModel): readonly Markdown[] =>
  gone.length === 0
    ? []
    : [say`\n### ${gone.length} gone\n`, ...gone.map((row) => say`- **${row.address}** ${goneWords(row, at)}`)];

/** As many lines as there is room for; how many were left out is said. */
const fitting = (lines: readonly Markdown[], room: number): readonly Markdown[] => {
  let left = room;
  const kept = lines.findIndex(({ markdown }) => (left -= bytesOf(markdown) + 1) < 0);
  if (kept === -1) return lines;
  return [
    ...lines.slice(0, kept),
    say`\n${lines.length - kept} more lines have no room here; ${code('onward drift')} shows all.`,
  ];
};

const headLines = (model: DriftModel): readonly Markdown[] => {
  const [since, memory, contacts] = [sinceWords(model), memoryWords(model), contactWords(model)];
  return [
    say`## Drift: ${headWords(model)}`,
    ...(since === '' ? [] : [say`\n${since}`]),
    ...(memory === null ? [] : [say`\n${memory}`]),
    ...(contacts === '' ? [] : [say`\n${contacts}`]),
  ];
};

/** The body of an issue that a drift run keeps up to date: nothing where there is nothing to say. */
export const renderDriftIssue = (model: DriftModel): string => {
  if (isSilent(model)) return '';
  const body = [...driftClasses.flatMap((of) => sectionOf(of, model)), ...goneSection(model)];
  const ignored = model.ignored.count === 0 ? [] : [say`\n${model.ignored.count} set aside by rules of the Project.`];
  const lines = [...headLines(model), ...fitting(body, mostBytes - roomBelow), ...ignored];
  return `${marker}\n${joined(lines, '\n').markdown}\n`;
};
