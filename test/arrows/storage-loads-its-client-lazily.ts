// as: providers/ack/object-storage.ts
import { openObjects } from './objects.ts';
export const ossStorage = openObjects;
