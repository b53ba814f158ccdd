import type { Code } from '../../src/core/codes.ts';
import type { ReadFailure } from '../../src/core/observed.ts';

/** Why a call gave no result. `code` is the service's own where it gave one; `diagnostic` is Onward's. */
export interface Failure {
  readonly failure: ReadFailure;
  readonly code: string;
  readonly diagnostic: Code;
  /** One line, for a person; without secrets. */
  readonly message: string;
  readonly request: string;
  /** The HTTP status; null where no whole answer came. */
  readonly status: number | null;
  readonly retryAfterMs?: number;
  /** Another endpoint, where the service says that the call belongs there. */
  readonly endpoint?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One line of at most 400 characters, so that a page of HTML does not fill a plan. */
export const oneLine = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= 400 ? flat : `${flat.slice(0, 400)}…`;
};

/** No whole answer came. */
export const silenceOf = (why: string, tooLarge: boolean): Failure => ({
  ...(tooLarge
    ? ({ failure: 'malformed', diagnostic: 'OBS004' } as const)
    : ({ failure: 'network', diagnostic: 'OBS002' } as const)),
  code: '',
  message: why,
  request: '',
  status: null,
});

/** An answer of 2xx that is not of the documented form. */
export const malformed = (message: string, request: string): Failure => ({
  failure: 'malformed',
  code: '',
  diagnostic: 'OBS004',
  message,
  request,
  status: 200,
});

/** Nothing was sent: what the environment gave cannot be used. */
export const unusable = (diagnostic: Code, message: string): Failure => ({
  failure: 'refused',
  code: diagnostic,
  diagnostic,
  message,
  request: '',
  status: null,
});
