/** Where a store is, a folder or `oss://bucket/prefix`, and how a person wrote it in a flag, a variable or the project; null where nobody named one. */
export interface StorePlace {
  readonly place: string;
  readonly as: string | null;
}

/** The name of a store in plans and decisions. */
export const storeName = ({ as }: StorePlace): string => as ?? 'default';

/** The plan of a run as its store keeps it: what a command can name, whoever still has the file that was applied. */
export const planOfRun = (place: string, run: string): string => `${place}/runs/${run}/plan.json`;
