/** Asks again every 50 ms until `holds`, or fails after `patienceMs`: what a real server does, it does in its own time. */
export const eventually = async (holds: () => Promise<boolean>, what: string, patienceMs = 20_000): Promise<void> => {
  const since = Date.now();
  while (!(await holds())) {
    if (Date.now() - since > patienceMs) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
