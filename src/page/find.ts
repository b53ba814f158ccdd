import { countWords, hasAll, wordsOf } from './words.ts';

/** A target's row. What it says is read when somebody looks for words, and then kept. */
interface Row {
  readonly element: HTMLDetailsElement;
  readonly group: Element | null;
  text: string | null;
  isOff: boolean;
}

/** Hidden on the screen only: what is printed is whole. */
const off = 'off';

const textOf = (row: Row): string => (row.text ??= row.element.textContent.toLowerCase());

/** What is asked of a row beside words: the standings that are ticked, and what was chosen. */
const choicesOf = (form: HTMLFormElement): ((row: Row) => boolean) => {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const standings = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
  const chosen = [...form.querySelectorAll('select')].filter(({ value }) => value !== '');
  return ({ element: { dataset } }) =>
    (boxes.length === 0 || standings.has(dataset['standing'] ?? '')) &&
    chosen.every(({ name, value }) => dataset[name] === value);
};

/** Touches only rows that come or go. */
const show = (row: Row, isOff: boolean): void => {
  if (row.isOff === isOff) return;
  row.isOff = isOff;
  row.element.classList.toggle(off, isOff);
};

/** A set is told while one of its members is shown. */
const showGroups = (rows: readonly Row[]): void => {
  const shown = new Map<Element, boolean>();
  for (const { group, isOff } of rows) if (group !== null) shown.set(group, (shown.get(group) ?? false) || !isOff);
  for (const [group, isShown] of shown) group.classList.toggle(off, !isShown);
};

/** Reads rows while the browser has nothing to do, so that the first key pressed need not wait for it. */
const readAhead = (rows: readonly Row[]): void => {
  if (!('requestIdleCallback' in window)) return;
  let next = 0;
  const go = (deadline: IdleDeadline): void => {
    for (; next < rows.length && deadline.timeRemaining() > 2; next += 1) {
      const row = rows[next];
      if (row !== undefined) textOf(row);
    }
    if (next < rows.length) requestIdleCallback(go);
  };
  requestIdleCallback(go);
};

interface Find {
  /** Shows what the form asks for. */
  readonly apply: () => void;
  /** Shows all. */
  readonly clear: () => void;
  readonly first: () => HTMLElement | null;
}

const findIn = (form: HTMLFormElement, words: HTMLInputElement, rows: readonly Row[]): Find => {
  const output = form.querySelector('output');
  const apply = (): void => {
    const asked = wordsOf(words.value);
    const isChosen = choicesOf(form);
    let shown = 0;
    for (const row of rows) {
      const isShown = isChosen(row) && (asked.length === 0 || hasAll(textOf(row), asked));
      show(row, !isShown);
      if (isShown) shown += 1;
    }
    showGroups(rows);
    if (output !== null) output.textContent = countWords(shown, rows.length);
  };
  return {
    apply,
    clear: () => {
      form.reset();
      apply();
    },
    first: () => rows.find(({ isOff }) => !isOff)?.element.querySelector('summary') ?? null,
  };
};

const listen = (form: HTMLFormElement, find: Find, rows: readonly Row[]): void => {
  form.addEventListener('input', find.apply);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    find.first()?.focus();
  });
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') find.clear();
  });
  form.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    for (const { element, isOff } of rows) if (!isOff) element.open = target.value === 'open';
  });
};

/** Makes the form work where there is one; answers how everything is shown again. */
export const startFind = (): (() => void) => {
  const form = document.querySelector<HTMLFormElement>('form.find');
  const words = form?.querySelector<HTMLInputElement>('input[type=search]');
  if (form === null || words === null || words === undefined) return () => undefined;
  const rows = [...document.querySelectorAll<HTMLDetailsElement>('details.target')].map((element): Row => ({
    element,
    group: element.closest('[data-group]'),
    text: null,
    isOff: false,
  }));
  const find = findIn(form, words, rows);
  listen(form, find, rows);
  form.hidden = false;
  // What a reader typed before a reload is still there.
  find.apply();
  readAhead(rows);
  return find.clear;
};
