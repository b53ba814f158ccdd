import type { Json } from './fact.ts';

/** What a World document (schemas/world.schema.json) needs, so that a twin over it is observed as a target was. */
export interface WorldPart {
  readonly world: { readonly [name: string]: Json };
  /** What a run depends on and no fact says, in words: there the world is as it is by default. */
  readonly assumed: readonly string[];
}
