import type { Reply } from '../reply.ts';
import { xml } from './xml.ts';

/** A refusal of OSS, before it is written as XML. */
export interface OssError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Elements that only this code has, as BucketName. */
  readonly more?: Readonly<Record<string, string>>;
  /** Headers that only this code has. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Outcome = { readonly ok: true; readonly reply: Reply } | { readonly ok: false; readonly error: OssError };

export const done = (reply: Reply): Outcome => ({ ok: true, reply });

export const refuse = (
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, string>> = {},
): Outcome => ({ ok: false, error: { status, code, message, more } });

export const noSuchBucket = (bucket: string): Outcome =>
  refuse(404, 'NoSuchBucket', 'The specified bucket does not exist.', { BucketName: bucket });

export const noSuchKey = (key: string): Outcome =>
  refuse(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });

export const malformed = (): Outcome =>
  refuse(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema.',
  );

export const denied = (message = 'You have no right to access this object because of bucket acl.'): Outcome =>
  refuse(403, 'AccessDenied', message);

/** Of `error` and the place it was about; an answer to HEAD has no body. */
export function renderError(error: OssError, request: string, host: string): Reply {
  const { status, code, message, more = {}, headers = {} } = error;
  const reply = xml(status, 'Error', { Code: code, Message: message, RequestId: request, HostId: host, ...more });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
