import { expect } from 'vitest';
import type { Verdict } from '../../../../../src/core/check.ts';
import { saying, type Given } from '../dedicated-sample.ts';

/** One verdict of one check, and why. */
export interface Case extends Given {
  readonly code: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What the line that is read must name: the number, the limit, the thing. */
  readonly names?: readonly string[];
  /** What the way past it must name. */
  readonly fix?: string;
  /** The field it stands at. */
  readonly at?: string;
  /** The step that mends it. */
  readonly later?: string;
}

export const title = '$code says $verdict: $reason';

/** Judges a case. Whoever reads a fail or an ask must also read what to do, and where. */
export const expectCase = ({ code, verdict, names = [], fix, at, later, ...given }: Case): void => {
  const found = saying(code, given);
  expect(found.verdict).toBe(verdict);
  for (const name of names) expect(`${found.summary}\n${found.detail ?? ''}`).toContain(name);
  if (fix !== undefined) expect(found.remedy).toContain(fix);
  if (at !== undefined) expect(found.at?.file).toBe(`prod.yaml${at}`);
  expect(found.later).toBe(later === undefined ? undefined : `prod/${later}`);
  if (verdict === 'fail' || verdict === 'ask') expect(found.remedy ?? '').not.toBe('');
};
