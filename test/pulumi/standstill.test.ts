import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whenStill } from '../../src/pulumi/standstill.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const watched = () => {
  const state = { moves: 0, flying: [] as string[] };
  const act = vi.fn();
  const stop = whenStill({ moves: () => state.moves, inFlight: () => state.flying }, 1_000, act);
  return { state, act, stop };
};

describe('watching for a standstill', () => {
  it('acts once when nothing moves for as long as it was told', () => {
    const { act } = watched();
    vi.advanceTimersByTime(900);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5_000);
    expect(act).toHaveBeenCalledOnce();
  });

  it('waits for a step in flight for ever', () => {
    const { state, act } = watched();
    state.flying = ['prod/a'];
    vi.advanceTimersByTime(3_600_000);
    expect(act).not.toHaveBeenCalled();
  });

  it('begins anew with each move, and ends when told', () => {
    const { state, act, stop } = watched();
    vi.advanceTimersByTime(900);
    state.moves += 1;
    vi.advanceTimersByTime(900);
    expect(act).not.toHaveBeenCalled();
    stop();
    vi.advanceTimersByTime(5_000);
    expect(act).not.toHaveBeenCalled();
  });
});
