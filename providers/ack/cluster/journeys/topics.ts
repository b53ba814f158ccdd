import { editions, editionsAsOf } from './gains.ts';

const line = ({ topic, dedicated, standard, pro }: (typeof editions)[number]): string =>
  `${topic}: dedicated ${dedicated}; standard ${standard}; Pro ${pro}.`;

/** What `explain` says of editions: the vendor's comparison, dated. */
export const topics = [
  {
    code: 'pro',
    title: 'what Pro gives',
    means: [
      `The vendor's comparison of editions, text of ${editionsAsOf}; limits may have moved since.`,
      ...editions.map(line),
    ].join('\n'),
    remedy: 'onward plan shows what changes for one cluster.',
  },
];
