// as: providers/ack/object-storage.ts
import { session } from './session.ts';
export const ossStorage = session;
