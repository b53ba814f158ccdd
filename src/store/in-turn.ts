/** Does what it is given one after the other, in the order in which it was asked; what fails holds up nothing behind it. */
export const turns = (): (<T>(act: () => Promise<T>) => Promise<T>) => {
  let queue: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = queue.then(act);
    queue = turn.catch(() => undefined);
    return turn;
  };
};
