import type { Operation } from './operation.ts';
import { fromState } from './from-state.ts';

/** Changes one member of the hotlink protection as it is now; its lists and its other members stay. */
const emptyReferer = (allowEmpty: boolean): Operation =>
  fromState({
    demands: ['bucket', 'region'],
    read: ({ oss }, { texts }) => oss.getBucketReferer(texts),
    judge: (referer) => ({
      is: referer.allowEmpty === allowEmpty ? 'done' : 'not-done',
      says: `AllowEmptyReferer=${String(referer.allowEmpty)}`,
    }),
    write: ({ oss }, { ask, found }, fence) => oss.putBucketReferer(ask.texts, { ...found, allowEmpty }, fence),
  });

export const allowEmptyReferer = emptyReferer(true);
export const refuseEmptyReferer = emptyReferer(false);
