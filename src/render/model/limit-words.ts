const words: Readonly<Record<string, string>> = {
  parallel: 'at once',
  perSourceHost: 'from a host',
  perTargetHost: 'to a host',
  perPair: 'between two clusters',
};

/** `at most 4 at once, 2 from a host`; null where nothing is limited. */
export const limitWords = (rollout: Readonly<Record<string, number>>): string | null => {
  const limits = Object.entries(rollout).map(([by, many]) => `${many} ${words[by] ?? by}`);
  return limits.length === 0 ? null : `at most ${limits.join(', ')}`;
};
