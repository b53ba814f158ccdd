import fc from 'fast-check';

/** What must hold of every input of a sort. */
export interface Law {
  readonly name: string;
  /** How many inputs `npm test` tries; `npm run fuzz` tries as many as it is told to. */
  readonly tries: number;
  readonly property: fc.IAsyncProperty<[unknown]>;
}

/** `holds` throws where the law is broken. */
export const law = <T>(
  { name, tries }: Pick<Law, 'name' | 'tries'>,
  inputs: fc.Arbitrary<T>,
  holds: (input: T) => Promise<void> | void,
): Law => ({
  name,
  tries,
  property: fc.asyncProperty<[unknown]>(inputs, async (input) => {
    await holds(input as T);
  }),
});

/** `path`: where the smallest of the inputs that broke it is found again. */
export interface Asked {
  readonly seed: number;
  readonly inputs: number;
  readonly path?: string;
}

/** More than enough for what a shrinking may take; what is not through by then is told as a failure. */
const mostMs = 240_000;

/** What is broken, with the smallest input that shows it and the command that shows it again; null where nothing is. */
export const broken = async ({ name, property }: Law, { seed, inputs, path }: Asked): Promise<string | null> => {
  const run = await fc.check(property, {
    seed,
    numRuns: inputs,
    plugins: [fc.interruptAfterTimeLimit(mostMs)],
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  });
  if (!run.failed) return run.interrupted ? `${name}: only ${run.numRuns} of ${inputs} inputs in time` : null;
  const [smallest] = (run.counterexample ?? []) as readonly unknown[];
  if (run.errorInstance === null) return `${name}: only ${run.numRuns} of ${inputs} inputs in time`;
  const { errorInstance } = run;
  return [
    `${name}, seed ${seed}, after ${run.numRuns} inputs and ${run.numShrinks} times made smaller:`,
    `  ${fc.stringify(smallest)}`,
    ...(errorInstance instanceof Error
      ? (errorInstance.stack ?? errorInstance.message)
      : 'something else than an error was thrown'
    )
      .split('\n')
      .map((line) => `    ${line}`),
    `  npm run fuzz -- --law '${name}' --seed ${seed} --path '${run.counterexamplePath ?? ''}'`,
  ].join('\n');
};
