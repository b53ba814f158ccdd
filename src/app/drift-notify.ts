import { codes } from '../core/codes.ts';
import { warning, type Diagnostic } from '../core/diagnostic.ts';
import type { RememberedRow, Told } from '../core/drift/memory.ts';
import type { Delivery, Message } from '../notify/deliver.ts';
import type { Destination } from '../notify/destination.ts';
import { genericMessage, jsonBody } from '../render/drift/drift-generic.ts';
import { slackMessage } from '../render/drift/drift-slack.ts';
import type { DriftModel } from '../render/model/drift-model.ts';
import type { Store } from '../store/store.ts';
import { rememberNotified, type Remembered } from './drift-memory.ts';
import type { Host } from './host.ts';

/** Whom a look is told, and when: auto where something is new, has changed, has ended, or is an alarm. */
export interface Notify {
  readonly when: 'auto' | 'always';
  readonly format: Destination['format'];
  readonly deliver: (message: Message) => Promise<Delivery>;
}

/** What nobody outside was told yet; where nobody remembers, that is everything. */
const newsIn = ({ compared }: Remembered, model: DriftModel) => {
  const told = new Set((compared?.next.rows ?? []).filter((row) => row.told).map(({ id }) => id));
  return {
    rows: model.rows.filter(({ id = '' }) => !told.has(id)),
    ended: compared?.next.ended ?? [],
  };
};

type News = ReturnType<typeof newsIn>;

const isDue = ({ when }: Notify, { rows, ended }: News, model: DriftModel): boolean =>
  when === 'always' || rows.length + ended.length > 0 || model.rows.some((row) => row.class === 'alarm');

/** The same for the same news, in whichever run they are told; what is told again is told anew. */
const keyOf = ({ rows, ended }: News, { at }: DriftModel, { sha256 }: Host): string => {
  const news = [
    ...rows.map(({ id, firstSeen, says, after, is }) => [id, firstSeen, says, after, is]),
    ...ended.map(({ id, firstSeen }) => ['ended', id, firstSeen]),
  ];
  return sha256(JSON.stringify(news.length === 0 ? at : news)).slice(0, 32);
};

/** What ended since somebody was told of it; also in an earlier look whose notification got lost. */
const withEnded = (model: DriftModel, { ended }: News): DriftModel => {
  const known = new Set(model.gone.map(({ id }) => id));
  const missed = ended
    .filter(({ id }) => !known.has(id))
    .map(({ id, class: is, address, topic, says, firstSeen }) => ({ id, class: is, address, topic, says, firstSeen }));
  return { ...model, gone: [...model.gone, ...missed] };
};

const undelivered = (why: string): Diagnostic =>
  warning('DRF005', {
    summary: `${codes.DRF005.title}: ${why}`,
    detail: codes.DRF005.means,
    remedy: codes.DRF005.remedy,
  });

/** Of what was told the ids and the values that it was told with. */
const toldOf = ({ compared }: Remembered, model: DriftModel, { ended }: News): Told => {
  const shown = new Set(model.rows.map(({ id }) => id));
  const rows = (compared?.next.rows ?? []).filter((row: RememberedRow) => shown.has(row.id));
  return { rows, ended: ended.map(({ id }) => id) };
};

/** Tells somebody outside of a look, and remembers that they were told. A failure is said, and changes nothing else. */
export const notifyOf = async (
  { notify, store, host }: { readonly notify: Notify; readonly store: Store; readonly host: Host },
  model: DriftModel,
  remembered: Remembered,
): Promise<readonly Diagnostic[]> => {
  const news = newsIn(remembered, model);
  if (!isDue(notify, news, model)) return [];
  const told = withEnded(model, news);
  const body = jsonBody(notify.format === 'slack' ? slackMessage(told) : genericMessage(told));
  const why = await notify.deliver({ body, key: keyOf(news, model, host) });
  if (why !== null) return [undelivered(why)];
  return remembered.compared === null ? [] : rememberNotified(store, toldOf(remembered, model, news));
};
