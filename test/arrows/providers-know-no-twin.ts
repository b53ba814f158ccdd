// as: providers/ack/cluster/checks/offender.ts
import { start } from '../../../../src/twin/start.ts';
export const judge = start;
