import { factOf } from '../../dedicated-facts.ts';
import { unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** A time zone, where the cluster has none (the vendor's page on migrating dedicated clusters demands one). */
export const timezoneSteps = ({ spec, facts }: Situation): readonly Draft[] =>
  factOf(facts, 'cluster.timezone') === ''
    ? [
        change({
          id: 'timezone',
          operation: 'ack.set-timezone/1',
          title: `time zone ${spec.timeZone}`,
          args: { timezone: spec.timeZone },
          expects: [...unchanged(facts), { fact: 'cluster.timezone', equals: '' }],
        }),
      ]
    : [];
