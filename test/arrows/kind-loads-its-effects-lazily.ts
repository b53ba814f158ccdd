// as: providers/ack/cluster/journeys/offender.ts
import { migrate } from '../operations/migrate.ts';
export const kind = migrate;
