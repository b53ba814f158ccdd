/** A store's folder, and how a person wrote it in a flag, a variable or the project; null where nobody named one. */
export interface StorePlace {
  readonly folder: string;
  readonly as: string | null;
}

/** The plan of a run as its store keeps it: what a command can name, whoever still has the file that was applied. */
export const planOfRun = (place: string, run: string): string => `${place}/runs/${run}/plan.json`;
