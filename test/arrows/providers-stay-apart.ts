// as: providers/ack/clients/offender.ts
import { machines } from '../../aoc/clients/machines.ts';
export const vpc = machines;
