import type { Desired } from '../../src/core/desired.ts';
import { milliseconds } from '../../src/core/span.ts';
import type { Span } from '../../src/core/step.ts';

/** A service of the user's that a document wants watched around its point of no return, defaults filled in. */
export interface HttpProbe {
  /** As it is asked, and as it stands in plans and journals: what the URL parser makes of the document's text. */
  readonly url: string;
  /** Green answers in a row that it takes right before. */
  readonly greenBefore: number;
  /** How long it must answer green afterwards, without a break. */
  readonly greenAfter: Span;
}

interface Written {
  readonly http: string;
  readonly greenBefore?: number;
  readonly greenAfter?: Span;
}

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'http' in value && typeof value.http === 'string';

/** `spec.probes` as written, of any kind whose schema has such a member. */
export const writtenProbes = ({ spec }: Desired): readonly Written[] => {
  const written: unknown = spec['probes'];
  return Array.isArray(written) ? written.filter(isWritten) : [];
};

/** The probes of a document that `lintProbes` found nothing against. */
export const probesOf = (desired: Desired): readonly HttpProbe[] =>
  writtenProbes(desired).map(({ http, greenBefore = 3, greenAfter = '10m' }) => ({
    url: URL.canParse(http) ? new URL(http).href : http,
    greenBefore,
    greenAfter,
  }));

/** How far apart two looks at one service are, before and after. */
export const apart = { before: '5s', after: '10s' } as const;

/** How often it must be green so that the first and the last look lie as far apart as was asked. */
export const looksFor = (span: Span): number => Math.ceil(milliseconds(span) / milliseconds(apart.after)) + 1;

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether nothing but this machine is watched: only then may waiting be sped up. */
export const watchesOnlyLoopback = (desired: Desired): boolean =>
  probesOf(desired).every(({ url }) => URL.canParse(url) && loopback.test(new URL(url).hostname));
