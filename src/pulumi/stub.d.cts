import type { CustomResourceOptions, dynamic } from '@pulumi/pulumi';

/** All that a resource says: which plan, which step. No arguments, no secrets. */
export interface StepInputs {
  readonly plan: string;
  readonly step: string;
}

/** The fixed provider of all kinds; exported so that a test can pin its serialised text. */
export declare const provider: dynamic.ResourceProvider<StepInputs, StepInputs>;

/** One change of a leg as a resource of type `pulumi-nodejs:dynamic/onward:<kind>`. */
export declare class Step extends dynamic.Resource {
  constructor(kind: string, id: string, inputs: StepInputs, options: CustomResourceOptions);
}
