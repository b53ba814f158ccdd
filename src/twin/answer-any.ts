import { answerCloud } from './cloud.ts';
import type { Answering } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import type { LiveWorld } from './live-world.ts';
import { answerOss } from './oss/answer.ts';
import { isOss } from './oss/request.ts';
import { answerAoc, isAoc } from './services/aoc/answer.ts';

/** Answers what comes in at the one address of all products but the API servers. */
export function answerAny(incoming: Incoming, world: LiveWorld): Answering {
  if (world.aoc !== undefined && isAoc(incoming, world)) return answerAoc(incoming, world, world.aoc);
  return (isOss(incoming) ? answerOss : answerCloud)(incoming, world);
}
