import type { LiveBucket } from '../live-bucket.ts';
import { done, malformed, type Outcome } from './error.ts';
import { findImmutable } from './immutable.ts';
import { option, type OssOperation, type OssRequest } from './operation.ts';
import { elementsOf, empty, hasRoot, textOf, xml } from './xml.ts';

/** A thousand keys at a time (DeleteMultipleObjects reference). */
const most = 1000;

/** All or the rest: with Quiet, only what went wrong is told, which here is nothing. */
function deleteMany(request: OssRequest, bucket: LiveBucket): Outcome {
  const { body } = request.incoming;
  const text = body.toString('utf8');
  const keys = elementsOf(text, 'Object').map((inner) => textOf(inner, 'Key') ?? '');
  if (!hasRoot(text, 'Delete') || keys.length === 0 || keys.length > most || keys.includes('')) return malformed();
  const [locked] = keys.flatMap((key) => findImmutable({ key, world: request.world }, bucket) ?? []);
  if (locked !== undefined) return locked;
  for (const key of keys) bucket.objects.delete(key);
  if (textOf(text, 'Quiet')?.trim() === 'true') return done(empty(200));
  const url = option(request, 'encoding-type') === 'url';
  return done(
    xml(200, 'DeleteResult', {
      EncodingType: url ? 'url' : undefined,
      Deleted: keys.map((key) => ({ Key: url ? encodeURIComponent(key) : key })),
    }),
  );
}

export const deleteManyOperation: OssOperation = {
  action: 'DeleteMultipleObjects',
  permission: 'DeleteObject',
  method: 'POST',
  on: 'bucket',
  query: 'delete',
  access: 'write',
  handle: deleteMany,
};
