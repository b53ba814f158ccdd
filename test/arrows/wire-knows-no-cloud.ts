// as: providers/wire/offender.ts
import { facts } from '../ack/cluster/facts.ts';
export const names = facts;
