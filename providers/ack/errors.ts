import type { Code } from '../../src/core/codes.ts';
import { oneLine, type Failure, type HttpAnswer } from '../wire/failure.ts';
import { anyIn, isObject, objectIn, parseJson, type JsonObject } from '../wire/json.ts';
import { parseXml } from './xml.ts';

/** What a mapper needs beside the answer: the local clock, and how to take secrets out of foreign text. */
export interface Surroundings {
  readonly wall: number;
  /** The date under which a write was signed, on the cloud's clock. Reads are signed by the wall clock. */
  readonly signed?: string;
  readonly redact: (text: string) => string;
}

/** The error an answer carries, whatever the casing of its members (RPC: `Code`, CS: `code`, some: `request_id`). */
export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly denied: JsonObject;
  /** '' where none is named. */
  readonly endpoint: string;
}

/** An error's body: JSON, or the `Error` element that object storage and old gateways write. */
const errorBody = (body: string): JsonObject | null => {
  const parsed = parseJson(body) ?? parseXml(body, [])?.['Error'];
  return isObject(parsed) ? parsed : null;
};

/** The request id from the header (OSS has one of its own), else from the body in any casing; '' where there is none. */
export const requestIdOf = ({ headers, body }: HttpAnswer): string => {
  const named = headers['x-acs-request-id'] ?? headers['x-oss-request-id'];
  if (named !== undefined) return named;
  const parsed = errorBody(body);
  return parsed === null ? '' : anyIn(parsed, 'requestId');
};

const serviceErrorOf = (body: string): ServiceError | null => {
  const parsed = errorBody(body);
  if (parsed === null) return null;
  const code = anyIn(parsed, 'code');
  if (code === '') return null;
  const detail = { ...objectIn(parsed, 'accessDeniedDetail'), ...objectIn(parsed, 'AccessDeniedDetail') };
  return { code, message: anyIn(parsed, 'message'), denied: detail, endpoint: anyIn(parsed, 'Endpoint') };
};

/** Header `x-acs-retry-after`, in milliseconds. */
const retryAfterOf = (headers: Readonly<Record<string, string>>): number | null => {
  const ms = Number(headers['x-acs-retry-after'] ?? 'none');
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
};

const isThrottled = (status: number, error: ServiceError | null): boolean =>
  status === 429 ||
  (error !== null && (error.code.includes('Throttling') || error.message.includes('QPS Limit Exceeded')));

interface Row {
  readonly is: RegExp;
  readonly diagnostic: Code;
  /** Instead of the service's own text, which may repeat the request and its token. */
  readonly says: ((answer: HttpAnswer, by: Pick<Surroundings, 'wall' | 'signed'>) => string) | null;
}

/** A write is signed by the cloud's own clock: refused, it was not the clock of this machine that was wrong. */
const tooOld = (signed: string, date: number): string =>
  Number.isNaN(date)
    ? `the request was signed for ${signed} and came too late`
    : `the request was signed for ${signed}, by the cloud’s clock, and came ${Math.round((date - Date.parse(signed)) / 1000)} s later: was this process stopped, or the machine asleep?`;

const skew: NonNullable<Row['says']> = ({ headers }, { wall, signed }) => {
  const date = Date.parse(headers['date'] ?? '');
  if (signed !== undefined) return tooOld(signed, date);
  if (Number.isNaN(date)) return 'the clock of this machine is wrong; set the clock (NTP)';
  const seconds = Math.round((wall - date) / 1000);
  const way = seconds < 0 ? 'behind' : 'ahead of';
  return `the clock of this machine is ${Math.abs(seconds)} s ${way} the cloud’s; set the clock (NTP)`;
};

/** Codes about who asks (ACK API reference, §5.4 of the vendor’s error lists). */
const identityRows: readonly Row[] = [
  { is: /^InvalidTimeStamp|^IllegalTimestamp|^RequestTimeTooSkewed/, diagnostic: 'CRD005', says: skew },
  {
    is: /^InvalidSecurityToken|^SecurityTokenExpired/,
    diagnostic: 'CRD004',
    says: () => 'the security token has expired or is not valid',
  },
  { is: /^InvalidAccessKeyId/, diagnostic: 'CRD002', says: () => 'the access key id is not known or not active' },
  {
    is: /^SignatureDoesNotMatch|^IncompleteSignature/,
    diagnostic: 'CRD003',
    says: () => 'the secret does not belong to the access key id',
  },
  { is: /Forbidden|NoPermission|ErrorCheckAcl|AccessDenied/, diagnostic: 'CRD006', says: null },
];

const action = (denied: JsonObject): string => {
  const needed = anyIn(denied, 'AuthAction');
  return needed === '' ? '' : `; it needs ${needed} (${anyIn(denied, 'NoPermissionType') || 'not allowed'})`;
};

const classOf = (status: number, error: ServiceError | null): Pick<Failure, 'failure' | 'diagnostic'> => {
  if (status >= 500) return { failure: 'server', diagnostic: 'OBS003' };
  if (isThrottled(status, error)) return { failure: 'throttled', diagnostic: 'OBS001' };
  const row = identityRows.find(({ is }) => error !== null && is.test(error.code));
  if (row !== undefined) return { failure: 'refused', diagnostic: row.diagnostic };
  if (status === 401 || status === 403) return { failure: 'refused', diagnostic: 'CRD006' };
  return { failure: 'malformed', diagnostic: error === null ? 'OBS004' : 'OBS007' };
};

/** Every answer that is an error, in one form. Not for answers of 2xx. */
export const failureOf = (answer: HttpAnswer, { redact, ...by }: Surroundings): Failure => {
  const error = serviceErrorOf(answer.body);
  const request = requestIdOf(answer);
  const row = identityRows.find(({ is }) => error !== null && is.test(error.code));
  const own = row?.says?.(answer, by) ?? (error === null ? 'an answer without a code' : error.message);
  const retryAfterMs = retryAfterOf(answer.headers);
  const said = `${String(answer.status)} ${error?.code ?? ''}: ${own}${action(error?.denied ?? {})}`.replace(' :', ':');
  return {
    ...classOf(answer.status, error),
    code: redact(error?.code ?? ''),
    message: oneLine(redact(said)),
    request,
    status: answer.status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(error === null || error.endpoint === '' ? {} : { endpoint: error.endpoint }),
  };
};
