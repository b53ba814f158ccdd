import type { World } from '../world-schema.ts';

const regionsIn = ({ ack, oss }: World): readonly string[] => {
  const told = [...(ack?.clusters ?? []), ...(oss?.buckets ?? [])].map(({ region }) => region ?? 'cn-hangzhou');
  return [...new Set(['cn-hangzhou', ...told])];
};

/**
 * Names the twin answers to: its own, and those of the products in the world's regions, for clients that insist on them
 * and are led here by a resolver of their own. A wildcard stands for one label (RFC 6125), and clients take none right
 * before a last label: buckets in front of localhost are those that the world names.
 */
export const hostsOf = (world: World): readonly string[] => [
  '127.0.0.1',
  'localhost',
  ...(world.oss?.buckets ?? []).map(({ name }) => `${name}.localhost`),
  '*.aliyuncs.com',
  ...regionsIn(world).flatMap((region) => [
    `*.${region}.aliyuncs.com`,
    `*.oss-${region}.aliyuncs.com`,
    `*.oss-${region}-internal.aliyuncs.com`,
  ]),
];
