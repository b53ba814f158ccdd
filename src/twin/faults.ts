import type { Fault } from './world-schema.ts';
import type { Call } from './call-log.ts';
import { views, type Lag } from './stale.ts';

/** Effects as a union, each with what it needs. */
export type Effect =
  | { readonly is: 'refuse'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly is: 'throttle'; readonly retryAfterMs: number }
  | { readonly is: 'drop' | 'html502'; readonly when: 'before' | 'after' }
  | { readonly is: 'empty200' }
  | ({ readonly is: 'stale' } & Lag)
  | { readonly is: 'delay'; readonly ms: number };

export interface Faults {
  /** Counts the call for every rule that matches; the effect is of the first rule that is due. */
  readonly take: (call: Call) => Effect | undefined;
  readonly rules: () => readonly Fault[];
  readonly add: (rules: readonly Fault[]) => void;
  readonly clear: () => void;
}

interface CountedRule {
  readonly rule: Fault;
  seen: number;
}

/** A thing by its name, and what is in it: a bucket, and its objects. */
const isAt = (wanted: string | undefined, target: string): boolean =>
  wanted === undefined || wanted === target || target.startsWith(`${wanted}/`);

const matches = ({ match = {} }: Fault, call: Call): boolean =>
  [
    [match.product, call.product],
    [match.action, call.action],
  ].every(([wanted, is]) => wanted === undefined || wanted === is) && isAt(match.target, call.target);

/** Due from the nth matching call on, `times` calls in a row. */
function isDue({ rule, seen }: CountedRule): boolean {
  const first = rule.match?.nth ?? 1;
  return seen >= first && seen < first + (rule.times ?? 1);
}

function effectOf({ effect }: Fault): Effect | undefined {
  if (effect.refuse) return { is: 'refuse', message: 'The request was refused.', ...effect.refuse };
  if (effect.throttle) return { is: 'throttle', ...effect.throttle };
  if (effect.drop) return { is: 'drop', when: effect.drop };
  if (effect.html502) return { is: 'html502', when: effect.html502 };
  if (effect.empty200) return { is: 'empty200' };
  if (effect.stale) return { is: 'stale', of: views, ...effect.stale };
  return effect.delay && { is: 'delay', ...effect.delay };
}

export function createFaults(initial: readonly Fault[]): Faults {
  let rules: readonly CountedRule[] = [];
  const add = (more: readonly Fault[]): void => {
    rules = [...rules, ...more.map((rule) => ({ rule, seen: 0 }))];
  };
  add(initial);
  return {
    take: (call) => {
      const matching = rules.filter(({ rule }) => matches(rule, call));
      for (const counted of matching) counted.seen += 1;
      const due = matching.find(isDue);
      return due && effectOf(due.rule);
    },
    rules: () => rules.map(({ rule }) => rule),
    add,
    clear: () => {
      rules = [];
    },
  };
}
