import type { Desired } from './desired.ts';
import type { Json } from './fact.ts';
import type { Observed } from './observed.ts';
import type { ActStep } from './step.ts';

/** What a World document (schemas/world.schema.json) needs, so that a twin over it is observed as a target was. */
export interface WorldPart {
  readonly world: { readonly [name: string]: Json };
  /** What a run depends on and no fact says, in words: there the world is as it is by default. */
  readonly assumed: readonly string[];
  /** What of it must not be away for long: an API server by its cluster's id, a machine by the names that it has or gets. */
  readonly watched:
    | { readonly what: 'api'; readonly cluster: string }
    | { readonly what: 'machine'; readonly names: readonly string[] }
    | null;
}

/** What a person does at the twin, as its control takes it. */
export interface HandAct {
  readonly ask: `POST /_twin/${string}`;
  readonly body: Json;
}

/** What a rehearsal needs of a kind: pure, from what a plan holds. */
export interface WorldForm {
  /** The world in which a target is as it was observed. */
  readonly of: (desired: Desired, observed: Observed) => WorldPart;
  /** By operation, the calls by which it is sent, as the cloud names them. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  /** What a person does for a step that nothing of ours does; null: nothing can be done for it. */
  readonly byHand?: (step: ActStep) => HandAct | null;
}
