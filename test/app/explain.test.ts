import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';
import { explain, type Explanation } from '../../src/app/explain.ts';

const all = (): readonly Explanation[] => {
  const found = explain(null, kinds);
  return found.ok ? found.value : [];
};

/** What people meet first: the checks of a cluster and of a machine that a plan can fail by. */
const mostSeen = [
  ...['ACK100', 'ACK101', 'ACK102', 'ACK103', 'ACK108', 'ACK109', 'ACK114', 'ACK120', 'ACK123', 'ACK130', 'ACK132'],
  ...['VM100', 'VM101', 'VM102', 'VM103', 'VM104', 'VM105', 'VM106', 'VM107', 'VM108', 'VM109', 'VM110', 'VM111'],
  ...['VM112', 'VM113', 'VM114', 'VM116', 'VM117', 'VM118', 'VM119', 'VM120', 'VM121', 'VM122'],
];

describe('what explain says of a code', () => {
  it.each(mostSeen)('is of %s why it matters, and what can be done', (code) => {
    const [found, ...more] = all().filter((entry) => entry.code === code);
    expect(more).toEqual([]);
    expect(found?.means).not.toMatch(/^Asked of every/);
    expect(found?.remedy).not.toBe('The plan says the number, the limit and the way past it.');
  });

  it('names nothing that only whoever wrote the rule knows', () => {
    for (const { code, title, means, remedy } of all()) {
      expect(`${code} ${title} ${means} ${remedy}`).not.toMatch(/\bseeds? S\d/i);
      expect(remedy, code).not.toBe('');
    }
  });
});
