import type { StackConfig } from '../pulumi/plain.ts';

/** The stack that a plain `pulumi up` walks for, as a host sees it. */
export interface StackFace {
  readonly config: StackConfig;
  readonly isPreview: boolean;
  /** An error that fails the program with its text alone. */
  readonly refusal: (text: string) => Error;
  /** `known` is known in a preview too; `later` is not. */
  readonly outputsOf: (
    known: Readonly<Record<string, string | null>>,
    later: Readonly<Record<string, string | null>>,
  ) => object;
}

/** Asks Pulumi's library, which is loaded here and not before. */
export const stackOf = async (): Promise<StackFace> => {
  const { isPreview, outputsOf, refusal, stackConfig } = await import('../pulumi/plain.ts');
  return { config: stackConfig(), isPreview: isPreview(), refusal, outputsOf };
};
