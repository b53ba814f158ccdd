import type { Json } from '../../../src/core/fact.ts';
import { anyIn, isObject, objectIn, textIn, type JsonObject } from '../../wire/json.ts';

/** One item of the vendor's pre-check that does not clearly pass, in the vendor's words. '' where it says nothing. */
export interface FailedItem {
  readonly [name: string]: Json;
  readonly group: string;
  readonly item: string;
  readonly status: string;
  readonly message: string;
  readonly resource: string;
  readonly link: string;
}

/** How a check stands. `items` counts all of them. */
export interface PrecheckVerdict {
  readonly is: 'running' | 'passed' | 'failed';
  readonly items: number;
  readonly failed: readonly FailedItem[];
}

/** The vendor documents neither the words nor the keys of items, so only these words pass; everything else is told. */
const passes = /^(pass|passed|ok|succeed|succeeded|success|successful|normal|healthy)$/i;
const runs = /^(running|pending|waiting|initial|initializing|init|created|queued|processing|in[ _-]?progress)$/i;
const broke = /fail|error|cancel|abort|time.?out/i;

const names = ['name', 'item', 'check_item', 'check_name', 'title', 'id'];
const statuses = ['status', 'state', 'result', 'level'];
const messages = ['message', 'reason', 'detail', 'description', 'suggestion'];
const resources = ['resource', 'resource_id', 'resource_name', 'target', 'node', 'instance_id'];
const links = ['link', 'url', 'document', 'doc', 'help'];

const itemIn = (group: string, item: Json): FailedItem => {
  if (!isObject(item)) return { group, item: JSON.stringify(item), status: '', message: '', resource: '', link: '' };
  const verbatim = JSON.stringify(item);
  return {
    group,
    item: anyIn(item, ...names) || verbatim,
    status: anyIn(item, ...statuses),
    message: anyIn(item, ...messages) || verbatim,
    resource: anyIn(item, ...resources),
    link: anyIn(item, ...links),
  };
};

const itemsOf = (check: JsonObject): readonly FailedItem[] =>
  Object.entries(objectIn(check, 'check_items')).flatMap(([group, items]) =>
    (Array.isArray(items) ? (items as readonly Json[]) : [items ?? null]).map((item) => itemIn(group, item)),
  );

/** A check whose own status is not a good one fails as a whole, even when each of its items passes. */
const whole = (check: JsonObject, status: string): FailedItem => ({
  group: '',
  item: 'the check itself',
  status,
  message: textIn(check, 'message'),
  resource: '',
  link: '',
});

/** What GetClusterCheck says. `Succeeded` may mean only that the check ran, so every item must pass as well. */
export const precheckVerdict = (check: JsonObject): PrecheckVerdict => {
  const status = textIn(check, 'status');
  const items = itemsOf(check);
  const bad = items.filter((item) => !passes.test(item.status));
  const unfinished = textIn(check, 'finished_at') === '' && !passes.test(status) && !broke.test(status);
  if (runs.test(status) || unfinished) return { is: 'running', items: items.length, failed: [] };
  const failed = bad.length === 0 && !passes.test(status) ? [whole(check, status)] : bad;
  return { is: failed.length === 0 ? 'passed' : 'failed', items: items.length, failed };
};

/** One line an item: group, name, resource, status, message, link. */
export const sayItem = (item: FailedItem): string =>
  [item.group, item.item, item.resource, item.status, item.message, item.link].filter((part) => part !== '').join(' ');

/**
 * Words by which an item is known to be about something that a later step of the same plan mends. The vendor documents
 * none, so only these count; an item that none of them fits is nobody's to overlook.
 */
const topics: Readonly<Record<string, RegExp>> = {
  timezone: /time.?zone/i,
  assistant: /cloud.?assist/i,
  slb: /(slb|load.?balancer).*spec|instance.?spec/i,
  hotlink: /hotlink|referr?er/i,
  bucket: /bucket/i,
  grant: /\bram\b|polic(y|ies)|permission/i,
  pods: /system.?pods?|kube-system/i,
  terway: /terway/i,
  virtualNode: /virtual.?(node|kubelet)/i,
};

/** Whether a later step mends what an item complains of: by its name and group first, and by no more than its message. */
const isMended = ({ group, item, message }: FailedItem, mends: readonly string[]): boolean =>
  mends.some((topic) => topics[topic]?.test(`${group} ${item} ${message}`) ?? false);

/** The items that stand in the way, and those that steps of the plan mend before they count. */
export const splitFailed = (
  { failed }: Pick<PrecheckVerdict, 'failed'>,
  mends: readonly string[],
): { readonly stands: readonly FailedItem[]; readonly mended: readonly FailedItem[] } => ({
  stands: failed.filter((item) => !isMended(item, mends)),
  mended: failed.filter((item) => isMended(item, mends)),
});
