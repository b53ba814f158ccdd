/** What may stand between cells; the first is meant where a table has one column. */
const separators = [',', ';', '\t'] as const;

export type Separator = (typeof separators)[number];

/** The first line that holds anything, without what stands in quotes. */
const firstLine = (text: string): string => (/\S.*/.exec(text)?.[0] ?? '').replace(/"[^"]*"?/g, '');

const countIn = (line: string, separator: Separator): number => line.split(separator).length;

/** What stands between the cells of the first row: the one of the three that stands there most often. */
export const separatorOf = (text: string): Separator => {
  const line = firstLine(text);
  return separators.reduce((best, each) => (countIn(line, each) > countIn(line, best) ? each : best));
};
