import process from 'node:process';

/** Milliseconds of the processor's work: what else the machine does meanwhile does not count. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** More than fifty times what the slowest of them takes. */
const mostWork = 4_000;

/** Fails where an input takes so long that somebody could stop a pipeline with it. */
export const withinTime = async <T>(act: () => Promise<T> | T): Promise<T> => {
  const began = worked();
  const value = await act();
  const took = worked() - began;
  if (took > mostWork) throw new Error(`it took ${took.toFixed(0)} ms of work`);
  return value;
};
