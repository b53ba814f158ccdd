import { describe, expect, it } from 'vitest';
import { kinds } from '../../providers/registry.ts';

const sending = kinds.flatMap(({ name, contracts, world }) =>
  Object.values(contracts)
    .filter(({ sends }) => sends)
    .map(({ operation }) => ({ name, operation, calls: world?.calls[operation] })),
);

describe('what a rehearsal knows of an operation', () => {
  it.each(sending)('$name: by which calls $operation is sent', ({ calls }) => {
    expect(calls?.length).toBeGreaterThan(0);
  });

  it('is of operations that there are', () => {
    const known = kinds.flatMap(({ world }) => Object.keys(world?.calls ?? {}));
    expect(known.filter((operation) => !sending.some((one) => one.operation === operation))).toEqual([]);
  });
});
