// as: providers/ack/cluster/offender.ts
import { migrate } from './operations/migrate.ts';
export const kind = migrate;
