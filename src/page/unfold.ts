/** The element that the address names. */
const named = (): Element | null => {
  const id = location.hash.slice(1);
  return id === '' ? null : document.getElementById(id);
};

const foldsAround = (element: Element | null): readonly HTMLDetailsElement[] => {
  const fold = element?.closest('details') ?? null;
  return fold === null ? [] : [fold, ...foldsAround(fold.parentElement)];
};

/** A link to what is folded or filtered away opens the way to it. */
export const startLinks = (showAll: () => void): void => {
  const follow = (): void => {
    const element = named();
    if (element === null) return;
    if (element.closest('.off') !== null) showAll();
    for (const fold of foldsAround(element)) fold.open = true;
    element.scrollIntoView();
  };
  addEventListener('hashchange', follow);
  follow();
};

/** Paper has no folds: browsers that cannot open them by style have them opened, and shut again afterwards. */
export const startPrint = (): void => {
  if (CSS.supports('selector(::details-content)')) return;
  let opened: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
};
