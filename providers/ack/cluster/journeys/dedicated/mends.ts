import type { Draft } from './situation.ts';

/** What each operation mends, in the words by which items of the vendor's pre-check are told apart. */
const topics: Readonly<Record<string, string>> = {
  'ack.set-timezone/1': 'timezone',
  'ack.create-bucket/1': 'bucket',
  'ack.allow-empty-referer/1': 'hotlink',
  'ack.grant-bucket/1': 'grant',
  'ack.attach-own-policy/1': 'grant',
  'ack.reboot-master/1': 'assistant',
  'ack.evict-pod/1': 'pods',
  'ack.remove-webhook/1': 'terway',
  'ack.scale-terway/1': 'terway',
  'ack.point-virtual-node/1': 'virtualNode',
  'ack.upgrade-slb/1': 'slb',
  'ack.slb-pay-by-lcu/1': 'slb',
};

/** What the preparations of a plan mend, so that a first pre-check may complain of it and the second may not. */
export const mendedBy = (prepared: readonly Draft[]): readonly string[] => [
  ...new Set(prepared.flatMap(({ operation }) => topics[operation] ?? [])),
];
