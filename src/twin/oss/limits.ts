import { createHash } from 'node:crypto';
import { header } from '../incoming.ts';
import { refuse, type Outcome } from './error.ts';
import type { OssRequest } from './operation.ts';

/** Bytes of UTF-8. */
const longestKey = 1023;

export const findBadName = ({ key }: OssRequest): Outcome | undefined =>
  Buffer.byteLength(key) > longestKey || /^[/\\]/.test(key)
    ? refuse(400, 'InvalidObjectName', 'The specified object is not valid.', { ObjectName: key })
    : undefined;

/** Whoever sends a digest wants it held against what has come. */
export function findBadDigest({ incoming }: OssRequest): Outcome | undefined {
  const sent = header(incoming, 'content-md5');
  if (sent === undefined || sent === createHash('md5').update(incoming.body).digest('base64')) return undefined;
  return refuse(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
}
