/** RFC 3339 in UTC, whole seconds. */
export const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** RFC 3339 with nanoseconds, as check runs have it. */
export const utcNanoseconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, -1)}000000Z`;

/** RFC 3339 at UTC+8, as clusters, tasks and events have it. */
export const beijing = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export const httpDate = (ms: number): string => new Date(ms).toUTCString();

export const minutes = (count: number): number => count * 60_000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "10m", "1h30m", "45s" in ms; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
    .map(([, count = '0', unit = 's']) => Number(count) * (units[unit] ?? 0))
    .reduce((sum, part) => sum + part, 0);
}
