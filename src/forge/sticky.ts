import { fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Posted, Shown } from './port.ts';
import { shownIn } from './shown.ts';

/** A comment as a forge lists it. */
export interface Comment {
  readonly id: number;
  readonly by: string;
  readonly body: string;
  readonly url: string;
  /** When it was written or changed last, by the forge's own clock. */
  readonly at: string;
}

export interface Comments<One extends Comment = Comment> {
  /** The account whose token this is: only what it wrote is ever replaced. */
  readonly self: () => Promise<Result<string>>;
  readonly all: () => Promise<Result<readonly One[]>>;
  readonly create: (body: string) => Promise<Result<string>>;
  readonly replace: (id: number, body: string) => Promise<Result<string>>;
}

/** A comment to be written. */
export interface Wanted {
  readonly marker: string;
  readonly body: string;
  readonly keeps?: ((old: string) => boolean) | undefined;
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
export const upsert = async (
  comments: Comments,
  { marker, body, keeps = () => false }: Wanted,
): Promise<Result<Posted>> => {
  const [self, all] = [await comments.self(), await comments.all()];
  if (!self.ok) return self;
  if (!all.ok) return all;
  const text = `${marker}\n${body}`;
  const mine = all.value.find((comment) => comment.by === self.value && comment.body.startsWith(marker));
  if (mine === undefined) return posted('created', await comments.create(text));
  if (plain(mine.body) === plain(text) || keeps(mine.body)) return succeed({ is: 'same', url: mine.url });
  const replaced = await comments.replace(mine.id, text);
  return !replaced.ok && isGone(replaced)
    ? posted('created', await comments.create(text))
    : posted('updated', replaced);
};

/** Of all comments those of this account that show a plan, with what they show. */
export const shownBy = async <One extends Comment>(
  comments: Pick<Comments<One>, 'self' | 'all'>,
): Promise<Result<readonly { readonly comment: One; readonly shown: Shown }[]>> => {
  const [self, all] = [await comments.self(), await comments.all()];
  if (!self.ok) return self;
  if (!all.ok) return all;
  const mine = all.value.filter(({ by }) => by === self.value);
  return succeed(
    mine.flatMap((comment) => {
      const shown = shownIn(comment.body);
      return shown === null ? [] : [{ comment, shown: { ...shown, at: comment.at } }];
    }),
  );
};
