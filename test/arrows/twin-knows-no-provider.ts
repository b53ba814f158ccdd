// as: src/twin/offender.ts
import { cs } from '../../providers/ack/clients/cs.ts';
export const answer = cs;
