import { findEngine } from '../../src/pulumi/engine.ts';

/** The engine these tests drive. Without one they fail and say what to do: a layer that skips itself proves nothing. */
export const enginePath = async (): Promise<string> => {
  const found = await findEngine(process.env);
  if (found.ok) return found.value.path;
  const why = found.diagnostics.map(({ code, summary, remedy }) => `${code} ${summary}. ${remedy ?? ''}`);
  throw new Error(why.join('\n'));
};
