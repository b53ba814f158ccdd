// as: providers/ack/clients/offender.ts
import { worlds } from '../../../test/worlds.ts';
export const vpc = worlds;
