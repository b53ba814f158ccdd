/** Looks again and again until there is something to see, and answers it; fails with `what` after `patienceMs`. */
export const eventually = async <T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  patienceMs = 20_000,
): Promise<T> => {
  const until = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > until) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
