// as: src/app/offender.ts
import { walk } from '../pulumi/walk.ts';
export const apply = walk;
