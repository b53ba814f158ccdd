import { fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Posted } from './port.ts';

/** A comment as a forge lists it. */
export interface Comment {
  readonly id: number;
  readonly by: string;
  readonly body: string;
  readonly url: string;
}

export interface Comments {
  /** The account whose token this is: only what it wrote is ever replaced. */
  readonly self: () => Promise<Result<string>>;
  readonly all: () => Promise<Result<readonly Comment[]>>;
  readonly create: (body: string) => Promise<Result<string>>;
  readonly replace: (id: number, body: string) => Promise<Result<string>>;
}

const isGone = ({ diagnostics }: Result<unknown>): boolean => diagnostics.some(({ code }) => code === 'FRG005');

/** A forge may end lines its own way, and strips what is blank at the end. */
const plain = (body: string): string => body.replaceAll('\r\n', '\n').trimEnd();

const posted = (is: 'created' | 'updated', url: Result<string>): Result<Posted> =>
  url.ok ? succeed({ is, url: url.value }) : fail(...url.diagnostics);

/**
 * The one comment that begins with the marker and is ours. Who may comment can copy a marker, so the author decides. A comment
 * that was deleted between the look and the write is made anew.
 */
export const upsert = async (comments: Comments, marker: string, body: string): Promise<Result<Posted>> => {
  const [self, all] = [await comments.self(), await comments.all()];
  if (!self.ok) return self;
  if (!all.ok) return all;
  const text = `${marker}\n${body}`;
  const mine = all.value.find((comment) => comment.by === self.value && comment.body.startsWith(marker));
  if (mine === undefined) return posted('created', await comments.create(text));
  if (plain(mine.body) === plain(text)) return succeed({ is: 'same', url: mine.url });
  const replaced = await comments.replace(mine.id, text);
  return !replaced.ok && isGone(replaced)
    ? posted('created', await comments.create(text))
    : posted('updated', replaced);
};
