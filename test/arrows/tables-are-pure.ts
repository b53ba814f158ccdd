// as: providers/ack/policy/offender.ts
import { session } from '../session.ts';
export const decide = session;
