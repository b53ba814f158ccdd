import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { ReviewedChange } from '../core/reviews.ts';
import { openForge, placeOf } from '../forge/place.ts';
import type { ChangeRequest, Forge, Shown } from '../forge/port.ts';
import type { Host } from './host.ts';
import type { ReviewsPort } from './quorum.ts';

/** The text of the event that started a GitHub job; null where there is none. */
const eventOf = async ({ env, readFile }: Host): Promise<string | null> => {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (path === '') return null;
  return readFile(path).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => null,
  );
};

const noChange = error('RUN021', {
  summary: 'the forge knows no change request of this commit',
  detail: 'The gate stays shut: what cannot be read is no yes.',
  remedy: 'apply in the pipeline of the change, or of the commit that it was merged as',
});

/** Somebody whose account the forge does not know may be any of the reviewers. */
const unknownAuthors = (unknown: readonly string[]): ReturnType<typeof error> =>
  error('RUN021', {
    summary: `the forge knows no account of ${unknown.join(', ')}, who wrote commits of the change`,
    detail: 'Nobody approves what they wrote, and any reviewer may be that person. The gate stays shut.',
    remedy: 'let the commits be written by addresses that the forge knows, and have the change reviewed anew',
  });

const reviewedOf = (
  { author, authors, unknownAuthors: unknown, head, mergedAs, reviews }: ChangeRequest,
  shown: readonly Shown[],
): Result<ReviewedChange> =>
  unknown.length > 0
    ? fail(unknownAuthors(unknown))
    : succeed({
        ...{ author, authors, head, mergedAs, shown },
        // A review of nobody knows which commit is one of none.
        reviews: reviews.map((review) => ({ ...review, head: review.head ?? '' })),
      });

/** What was shown matters once the change is merged: until then its reviews are held against the plan of its head. */
const readChange = async (forge: Forge): Promise<Result<ReviewedChange>> => {
  const change = await forge.changeRequest();
  if (!change.ok) return change;
  if (change.value === null) return fail(noChange);
  if (change.value.mergedAs === null) return reviewedOf(change.value, []);
  const shown = await forge.shown(change.value.number);
  return shown.ok ? reviewedOf(change.value, shown.value) : shown;
};

/** Reads the change and its reviews from the forge whose pipeline this is; absent outside of one. */
export const forgeReviews = (host: Host): ReviewsPort | undefined => {
  const { env } = host;
  if (env['GITHUB_ACTIONS'] !== 'true' && env['GITLAB_CI'] !== 'true') return undefined;
  return async (commit) => {
    const around = {
      env,
      event: await eventOf(host),
      agent: host.tool.replace(' ', '/'),
      sleep: host.sleep,
      wall: host.wall,
    };
    const place = placeOf(around);
    if (place === null) return fail(noChange);
    // A run that is resumed later stands on a branch that has moved on; its change is that of the plan's commit.
    const forge = openForge(around, place.number === null ? { ...place, commit: commit ?? place.commit } : place);
    return forge.ok ? readChange(forge.value) : forge;
  };
};
