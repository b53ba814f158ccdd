/** A store's folder, and how a person wrote it in a flag, a variable or the project; null where nobody named one. */
export interface StorePlace {
  readonly folder: string;
  readonly as: string | null;
}
