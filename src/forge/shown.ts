import type { Shown } from './port.ts';

/** The first line of a comment that shows a plan: of the change itself, or of the commit that it was merged as. */
const planMarker = /^<!-- onward:(plan|merged):[\w.-]{1,64} -->$/;

/** As a plan's Markdown ends. */
const decisionLine = /^Decision `(sha256:[0-9a-f]{64})`(?:<br>)?$/;

/** As a job's comment ends. */
const footLine = /^<sub>commit `([0-9a-f]{12})`(?: · .*)?<\/sub>$/;

const fenceLine = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The decision that a comment shows to whoever looks at the page, and the commit that it names. It is read from the text that people
 * see, and from no hidden mark: only what was before their eyes can be what they said yes to. Null where that is not plain, such as
 * with a comment that was cut, or with words of others in a block of code.
 */
export const shownIn = (body: string): Omit<Shown, 'at'> | null => {
  const lines = body.replaceAll('\r\n', '\n').trimEnd().split('\n');
  if (!planMarker.test(lines[0] ?? '')) return null;
  const open = lines.slice(lines.findLastIndex((line) => fenceLine.test(line)) + 1);
  const [decision, ...others] = open.flatMap((line) => decisionLine.exec(line)?.[1] ?? []);
  const commit = footLine.exec(lines.at(-1) ?? '')?.[1];
  return decision === undefined || others.length > 0 || commit === undefined ? null : { decision, commit };
};

/** Whether both show one decision of one commit: then the one that is there stays, with the time from which on it was there. */
export const showSame = (one: string, other: string): boolean => {
  const [first, second] = [shownIn(one), shownIn(other)];
  return first !== null && first.decision === second?.decision && first.commit === second.commit;
};
