// as: providers/registry.ts
import { facts } from './ack/cluster/facts.ts';
export const kinds = facts;
