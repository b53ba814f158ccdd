// as: src/app/offender.ts
import { cluster } from '../../providers/ack/cluster/kind.ts';
export const plan = cluster;
