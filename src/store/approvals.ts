import type { ShelfPorts } from './ports.ts';
import { textOf } from './text.ts';

/** A yes as it lies in a store: `approvals/<64 hex of the decision>/<name>.json`. Nothing of it is proven by lying there. */
export interface StoredApproval {
  readonly decision: string;
  readonly name: string;
  readonly text: string;
}

const isDecision = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** Fingerprints in the letters of base64url, and a number where one key said yes again. */
const isName = (name: string): boolean => /^[A-Za-z0-9_-]{1,100}(?:\.\d+)?$/.test(name);

const folderOf = (place: string, decision?: string): string =>
  decision === undefined ? `${place}/approvals` : `${place}/approvals/${decision}`;

/** All approvals, those of older decisions too: they tell why a yes does not count any more. */
export const listApprovals = async ({ shelf }: ShelfPorts, place: string): Promise<readonly StoredApproval[]> => {
  const all: StoredApproval[] = [];
  for (const decision of (await shelf.names(folderOf(place))).filter(isDecision))
    for (const file of await shelf.names(folderOf(place, decision))) {
      const bytes = file.endsWith('.json') ? await shelf.read(`${folderOf(place, decision)}/${file}`) : null;
      if (bytes !== null) all.push({ decision, name: file.slice(0, -'.json'.length), text: textOf(bytes) ?? '' });
    }
  return all;
};

/** Keeps an approval, durable; false where that name is there already, which is left as it is. */
export const keepApproval = async ({ shelf }: ShelfPorts, place: string, one: StoredApproval): Promise<boolean> => {
  if (!isDecision(one.decision) || !isName(one.name)) throw new Error(`no name of an approval: ${one.name}`);
  const folder = folderOf(place, one.decision);
  await shelf.makeFolder(folder);
  return shelf.keepWhole(`${folder}/${one.name}.json`, one.text);
};
