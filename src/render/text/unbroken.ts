import { tied } from '../model/tied.ts';

/** Where the command of another program ends: at the next clause, or where the bracket or sentence around it does. */
const others =
  /(?<![\w/-])(?:kubectl|aliyun|terraform|npm|ssh-keygen) [^`\n]*?(?=`|[,;] | \(| and (?:kubectl|aliyun)\b|\)(?:[\s,.;]|$)|\. [A-Z]|\.?$)/g;

/** One of ours: its verb, and what looks like an argument. What follows in a sentence is none. */
const ours =
  /(?<![\w/-])onward [a-z]+(?: (?:--[\w-]+(?:[ =](?!(?:and|or|then)\b)[\w"./,-]*\w"?)?|-[a-z]\b|[A-Z]{2,}\b|"[^"]*"|[\w.-]*[/.\d][\w./-]*\w))*/g;

const quoted = /`[^`\n]+`/g;

/** Keeps each command of a text on one line, however long it is, so that it can be copied and run. */
export const unbroken = (text: string): string =>
  [quoted, others, ours].reduce((all, of) => all.replace(of, tied), text);
