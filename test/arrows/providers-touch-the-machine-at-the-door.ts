// as: providers/ack/cluster/operations/offender.ts
import { request } from 'node:https';
export const migrate = request;
