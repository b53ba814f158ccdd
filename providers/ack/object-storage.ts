import type { Permit } from '../../src/core/access.ts';
import type { ObjectStorage } from '../../src/core/objects.ts';

/** OSS, as a place for a store. */
export const ossStorage: ObjectStorage = {
  scheme: 'oss',
  open: async (settings, bucket) => (await import('./objects.ts')).openObjects(settings, bucket),
  access: ({ bucket, prefix }, role) => {
    const objects = `acs:oss:*:*:${bucket}/${prefix === '' ? '' : `${prefix}/`}*`;
    const permit = (action: string, resource: string): Permit => ({ action, resource });
    return [
      permit('oss:GetObject', objects),
      ...(role === 'apply' ? [permit('oss:PutObject', objects)] : []),
      permit('oss:ListObjects', `acs:oss:*:*:${bucket}`),
    ];
  },
};
