import type { Result } from '../core/diagnostic.ts';

/** One review of a change request; of one person only the newest that decides counts, which is for the reader to say. */
export interface Review {
  /** The account’s name on the forge. */
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly state: 'approved' | 'changes-requested' | 'dismissed' | 'commented';
  /** The head commit that was reviewed; null where the forge does not say and it cannot be concluded. */
  readonly head: string | null;
}

/** A pull request or a merge request, as it is now. */
export interface ChangeRequest {
  /** What the forge calls it in its addresses: a number within the project. */
  readonly number: number;
  readonly url: string;
  /** Who opened it. */
  readonly author: string;
  /** Who opened it and who wrote its commits, as accounts of the forge. */
  readonly authors: readonly string[];
  /** Authors of commits of whom the forge knows no account: any reviewer may be one of them. */
  readonly unknownAuthors: readonly string[];
  readonly head: string;
  /** The commit of the branch that its merge, squash or rebase ended in; null while it is not merged. */
  readonly mergedAs: string | null;
  readonly base: string;
  /** Its head lies in another project. */
  readonly fork: boolean;
  readonly reviews: readonly Review[];
}

/** What a comment of ours shows, as it stands on the page. */
export interface Shown {
  /** `sha256:` and 64 hex digits. */
  readonly decision: string;
  /** The first 12 hex digits of the commit that the job ran for. */
  readonly commit: string;
  /** When it was written, or changed last by anybody, by the forge's own clock; RFC 3339. */
  readonly at: string;
}

/** What became of a comment. `same`: it says so already. */
export interface Posted {
  readonly is: 'created' | 'updated' | 'same';
  readonly url: string;
}

/** What Onward asks of a code host; GitHub and GitLab are behind it. Nothing it returns holds the token. */
export interface Forge {
  readonly name: 'GitHub' | 'GitLab';
  /** Bytes of UTF-8 or characters, whichever is the stricter, that one comment may have. */
  readonly commentLimit: number;
  /** The change request that this job runs for, or that its commit came from; null where there is none. */
  changeRequest(): Promise<Result<ChangeRequest | null>>;
  /**
   * Writes the one comment of ours that begins with this marker: replaces it where it is, else makes it. A comment of somebody
   * else is never touched, whatever it begins with. Nor is one that `keeps` takes for saying the same.
   */
  upsertComment(
    number: number,
    marker: string,
    body: string,
    keeps?: (old: string) => boolean,
  ): Promise<Result<Posted>>;
  /** The plans that our own comments on a change show now. One that somebody else has changed since is not ours any more. */
  shown(number: number): Promise<Result<readonly Shown[]>>;
}
