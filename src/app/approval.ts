import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';

const shortest = 12;

/** Proves that what --approve gave names this plan: 12 or more hex digits of its decision or of its digest. */
export const matchApproval = (approve: string | null, plan: Plan): Result<string | null> => {
  if (approve === null) return succeed(null);
  const given = approve.toLowerCase().replace(/^sha256:/, '');
  const wellFormed = /^[0-9a-f]+$/.test(given) && given.length >= shortest && given.length <= 64;
  const hex = (hash: string): string => hash.slice('sha256:'.length);
  if (wellFormed && (hex(plan.decision).startsWith(given) || hex(plan.digest).startsWith(given))) return succeed(given);
  return fail(
    error('PLN009', {
      summary: wellFormed
        ? `${given.slice(0, shortest)} is not this plan's decision`
        : `--approve needs ${shortest} or more hex digits`,
      detail: `This plan's decision is ${hex(plan.decision).slice(0, shortest)}. Nothing was sent.`,
      remedy: 'read the plan again (onward show plan.json) and give the decision it shows',
    }),
  );
};
