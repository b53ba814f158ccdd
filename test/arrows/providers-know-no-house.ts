// as: providers/ack/cluster/checks/offender.ts
import { text } from '../../../../src/render/text.ts';
export const judge = text;
