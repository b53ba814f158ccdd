/** Where chance has a say. The first option is what goes well; every other one is an accident. */
export interface Choices {
  readonly pick: <T>(options: readonly [T, ...T[]]) => T;
}

interface Path {
  /** Which option was taken at each choice. */
  readonly taken: number[];
  /** How many there were. */
  readonly widths: number[];
}

const follow = (script: readonly number[]): { readonly choices: Choices; readonly path: Path } => {
  const path: Path = { taken: [], widths: [] };
  const pick = <T>(options: readonly [T, ...T[]]): T => {
    const chosen = script[path.taken.length] ?? 0;
    path.taken.push(chosen);
    path.widths.push(options.length);
    return options[chosen] ?? options[0];
  };
  return { choices: { pick }, path };
};

const accidents = (script: readonly number[]): number => script.filter((chosen) => chosen > 0).length;

/** Every script that agrees with this path as far as its script went, and has one accident more after it. */
const oneMore = (script: readonly number[], { taken, widths }: Path): readonly (readonly number[])[] =>
  widths.flatMap((width, at) =>
    at < script.length ? [] : Array.from({ length: width - 1 }, (_, other) => [...taken.slice(0, at), other + 1]),
  );

/**
 * Runs `once` along every path with at most so many accidents, and answers how many paths there were. What `once` throws
 * is thrown with the script of its path, which `replay` follows again.
 */
export const everyPath = async (once: (choices: Choices) => Promise<void>, most: number): Promise<number> => {
  const scripts: (readonly number[])[] = [[]];
  let paths = 0;
  for (let script = scripts.pop(); script !== undefined; script = scripts.pop()) {
    const { choices, path } = follow(script);
    try {
      await once(choices);
    } catch (problem) {
      throw new Error(`on the path [${script.join(', ')}]: ${String(problem)}`, { cause: problem });
    }
    paths += 1;
    if (accidents(script) < most) scripts.push(...oneMore(script, path));
  }
  return paths;
};

export const replay = (script: readonly number[]): Choices => follow(script).choices;
