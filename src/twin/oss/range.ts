import { header } from '../incoming.ts';
import { refuse, type Outcome } from './error.ts';
import type { OssRequest } from './operation.ts';

/** Bytes from `from` up to `to`, which is not one of them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** No span: all of it. */
type Asked = { readonly ok: true; readonly span: Span | undefined } | { readonly ok: false; readonly refusal: Outcome };

const whole: Asked = { ok: true, span: undefined };

/** bytes=a-b, bytes=a- or bytes=-n, of which the first counts where there are several. No end: the last byte. */
function parse(text: string, size: number): Span | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)(?:,.*)?$/.exec(text) ?? [];
  if (from === '') return to === '' ? undefined : { from: size - Number(to), to: size };
  const span = { from: Number(from), to: to === '' ? Math.max(size, Number(from) + 1) : Number(to) + 1 };
  return span.from < span.to ? span : undefined;
}

/**
 * A range that is not within the object is as none: all of it comes, with 200. `x-oss-range-behavior: standard` makes it
 * what HTTP says: cut to what there is, 416 where that is nothing.
 */
export function spanOf({ incoming }: OssRequest, size: number): Asked {
  const text = header(incoming, 'range') ?? '';
  const span = parse(text, size);
  if (span === undefined) return whole;
  if (span.from >= 0 && span.from < span.to && span.to <= size) return { ok: true, span };
  if (header(incoming, 'x-oss-range-behavior') !== 'standard') return whole;
  const cut = { from: Math.max(0, span.from), to: Math.min(size, span.to) };
  if (cut.from < cut.to) return { ok: true, span: cut };
  const more = { ActualObjectSize: String(size), RangeRequested: text };
  return { ok: false, refusal: refuse(416, 'InvalidRange', 'The requested range cannot be satisfied', more) };
}
