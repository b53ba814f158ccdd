// as: providers/ack/cluster/checks/offender.ts
import { look } from '../../../probes/clients/look.ts';
export const judge = look;
// as: providers/probes/clients/look.ts
export const look = 1;
