// as: providers/ack/cluster/offender.ts
import type { Output } from '@pulumi/pulumi';
export const fact = (output: Output<string>): Output<string> => output;
