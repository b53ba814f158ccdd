import type { Labelled, TargetReport } from '../model/plan-report.ts';
import { list, markup, nothing, type Html } from './markup.ts';

const said = ({ labelled }: TargetReport, label: Labelled['label']): readonly string[] =>
  labelled.filter((one) => one.label === label).map(({ says }) => says);

/** One thing a reviewer must know; nothing where the plan does not say. `wide` ones have a line of their own. */
const tile = (name: string, says: readonly string[], is = ''): Html =>
  says.length === 0
    ? nothing
    : markup`<div class="tile ${is}"><dt>${name}</dt>${says.map((line) => markup`<dd>${line}</dd>`)}</div>\n`;

const undoTile = ({ forEver, facts }: TargetReport): Html =>
  forEver.length > 0
    ? tile('Cannot be undone', [forEver.join(', ')], 'wide alarm')
    : tile(
        'Way back',
        facts.filter(({ about }) => about === 'undo').map(({ says }) => says),
        'wide',
      );

/** What a reviewer must know in ten seconds of a target that can start. */
const tiles = (target: TargetReport): Html =>
  markup`<dl class="tiles">\n${[
    undoTile(target),
    ...target.away.map(({ what, says }) => tile(`${what} away`, [says])),
    tile('Takes', said(target, 'Takes')),
    tile('Money', said(target, 'Money')),
    tile('Now', said(target, 'Now'), 'wide'),
    tile('Your yes', said(target, 'Yes'), 'wide'),
    // In full below.
    tile(
      'After it',
      target.leftBehind.map((says) => says.split(':')[0] ?? says),
      'wide',
    ),
  ]}</dl>\n`;

const sentences = (target: TargetReport): readonly Html[] => {
  const isReady = target.standing === 'READY';
  return [
    ...target.facts.filter(({ about }) => !isReady || about === 'else').map(({ says }) => says),
    ...(isReady || target.wayOut === null ? [] : [target.wayOut]),
  ].map((says) => markup`<p>${says}</p>\n`);
};

const notes = (target: TargetReport): Html =>
  list(
    'notes',
    (['Way', 'Note', 'Unread'] as const).flatMap((label) =>
      said(target, label).map((says) => markup`<b>${label}</b> ${says}`),
    ),
  );

/** The first screen of a target. */
export const keyFacts = (target: TargetReport): Html =>
  markup`${target.standing === 'READY' ? tiles(target) : nothing}${sentences(target)}${notes(target)}`;
