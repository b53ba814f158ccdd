/** A run has the first 12 hex of its plan's digest as its id; nothing else may become a path or part of a command. */
export const isRunId = (id: string): boolean => /^[0-9a-f]{12}$/.test(id);
