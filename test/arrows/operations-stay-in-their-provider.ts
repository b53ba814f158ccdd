// as: providers/ack/cluster/operations/offender.ts
import { parse } from 'yaml';
export const migrate = parse;
