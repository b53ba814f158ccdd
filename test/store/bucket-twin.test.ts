import { describe, expect, it } from 'vitest';
import { openObjects } from '../../providers/ack/objects.ts';
import { openBucketStore } from '../../src/store/bucket.ts';
import { startWorld } from '../twin/start-world.ts';
import { settingsFor } from '../providers/ack/settings.ts';
import { storeContract } from './contract.ts';
import { outcome } from './samples.ts';

const place = { scheme: 'oss', bucket: 'moves', prefix: 'onward' };
const world = (bucket = '{name: moves}', rest = ''): string =>
  `apiVersion: onward/v1\nkind: World\n${rest}oss: {buckets: [${bucket}]}\n`;

storeContract('a bucket over the wire', async () => {
  const twin = await startWorld(world());
  const port = openObjects(settingsFor(twin.ready.env), place.bucket);
  return (ports) => openBucketStore(port, place, ports);
});
describe('x', () => {
  it('y', () => {
    expect(outcome).toBeDefined();
  });
});
