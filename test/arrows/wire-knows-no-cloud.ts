// as: providers/wire/offender.ts
import { createEndpoints } from '../ack/endpoints.ts';
export const where = createEndpoints;
