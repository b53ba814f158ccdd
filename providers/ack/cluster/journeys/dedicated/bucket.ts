import { factOf } from '../../dedicated-facts.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** The bucket through which etcd's copy goes, where the document lets it be made. */
export const bucketSteps = ({ spec, facts }: Situation): readonly Draft[] => {
  const asked = spec.migrationBucket;
  if (asked?.create !== true || factOf(facts, 'bucket')?.state !== 'absent') return [];
  return [
    change({
      id: 'bucket',
      operation: 'ack.create-bucket/1',
      title: `create private bucket ${asked.name}`,
      args: { bucket: asked.name, region: spec.region },
      expects: [...unchanged(facts), { fact: 'bucket.state', equals: 'absent' }],
    }),
  ];
};

/** Hotlink protection off: the masters upload with no Referer. A new bucket refuses nobody. */
export const hotlinkSteps = ({ spec, facts }: Situation): readonly Draft[] => {
  const asked = spec.migrationBucket;
  const referer = factOf(facts, 'bucket.referer');
  const isOurs = factOf(facts, 'bucket')?.state === 'ours';
  if (asked === null || !isOurs || (referer?.allowEmpty ?? true)) return [];
  return [
    change({
      id: 'hotlink',
      operation: 'ack.allow-empty-referer/1',
      title: `${asked.name}: hotlink protection off`,
      args: { bucket: asked.name, region: spec.region },
      expects: [...unchanged(facts), ...pick(facts, ['bucket.referer'])],
    }),
  ];
};
