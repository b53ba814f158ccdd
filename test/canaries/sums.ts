import type { Searched } from './search.ts';
import { secretIn } from './marks.ts';
import { floors, type Sum } from './layers.ts';

const nothing: Sum = { folder: 0, output: 0, request: 0, files: 0, bytes: 0 };

const add = (sum: Sum, { kind, files, bytes }: Searched): Sum => ({
  ...sum,
  [kind]: sum[kind] + 1,
  files: sum.files + files,
  bytes: sum.bytes + bytes,
});

const layerOf = ({ test }: Searched): string => test.split('/')[1] ?? test;

const sumsOf = (all: readonly Searched[]): ReadonlyMap<string, Sum> => {
  const sums = new Map<string, Sum>();
  for (const one of all) sums.set(layerOf(one), add(sums.get(layerOf(one)) ?? nothing, one));
  return sums;
};

const told = ({ folder, output, request, files, bytes }: Sum): string =>
  `${folder} folders with ${files} files, ${output} outputs, ${request} requests; ${Math.ceil(bytes / 1024)} KiB`;

const tooLittle = (layer: string, sum: Sum): readonly string[] =>
  Object.entries(floors[layer] ?? {})
    .filter(([what, least]) => sum[what as keyof Sum] < least)
    .map(([what, least]) => `test/${layer}: ${what} ${sum[what as keyof Sum]}, and at least ${least} are searched`);

/** What the end of CI says of all that was searched, and what is wrong with it. `log` is all that CI itself printed. */
export const judge = (
  all: readonly Searched[],
  log: string,
): { readonly says: string; readonly wrong: readonly string[] } => {
  const sums = sumsOf(all);
  const inLog = secretIn(Buffer.from(log));
  return {
    says: [
      ...[...sums].sort().map(([layer, sum]) => `test/${layer}: ${told(sum)}`),
      `all: ${told(all.reduce(add, nothing))}; the log of CI, ${Math.ceil(log.length / 1024)} KiB`,
    ].join('\n'),
    wrong: [
      ...all.flatMap(({ test, leaks }) => leaks.map((leak) => `${test}: ${leak}`)),
      ...(inLog === null ? [] : [`the log of CI: …${inLog}…`]),
      ...(log === '' ? ['the log of CI is empty'] : []),
      ...Object.keys(floors).flatMap((layer) => tooLittle(layer, sums.get(layer) ?? nothing)),
    ],
  };
};
