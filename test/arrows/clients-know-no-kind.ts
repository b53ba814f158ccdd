// as: providers/ack/clients/offender.ts
import { facts } from '../cluster/facts.ts';
export const vpc = facts;
