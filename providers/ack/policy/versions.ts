/** RAM keeps so many versions of a custom policy (Alibaba Cloud RAM, limits). */
export const versionLimit = 5;

interface Version {
  readonly id: string;
  readonly isDefault: boolean;
  /** RFC 3339. */
  readonly createDate: string;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `v12` after `v2`. */
const numberOf = ({ id }: Version): number => Number(id.replace(/^v/, ''));

/** The version that RAM deletes to make room for another: the oldest that is not the default one. null where there is none. */
export const oldestOf = (versions: readonly Version[], current: string): string | null =>
  versions
    .filter(({ id, isDefault }) => !isDefault && id !== current)
    .sort((a, b) => compare(a.createDate, b.createDate) || numberOf(a) - numberOf(b))[0]?.id ?? null;
