import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { ReviewedChange } from '../core/reviews.ts';
import { openForge, placeOf } from '../forge/place.ts';
import type { ChangeRequest } from '../forge/port.ts';
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

const reviewedOf = ({
  author,
  authors,
  unknownAuthors: unknown,
  head,
  reviews,
}: ChangeRequest): Result<ReviewedChange> =>
  unknown.length > 0
    ? fail(unknownAuthors(unknown))
    : succeed({
        author,
        authors,
        head,
        // A review of nobody knows which commit is one of none.
        reviews: reviews.map((review) => ({ ...review, head: review.head ?? '' })),
      });

/** Reads the change and its reviews from the forge whose pipeline this is; absent outside of one. */
export const forgeReviews = (host: Host): ReviewsPort | undefined => {
  const { env } = host;
  if (env['GITHUB_ACTIONS'] !== 'true' && env['GITLAB_CI'] !== 'true') return undefined;
  return async () => {
    const around = {
      env,
      event: await eventOf(host),
      agent: host.tool.replace(' ', '/'),
      sleep: host.sleep,
      wall: host.wall,
    };
    const place = placeOf(around);
    if (place === null) return fail(noChange);
    const forge = openForge(around, place);
    if (!forge.ok) return forge;
    const change = await forge.value.changeRequest();
    if (!change.ok) return change;
    return change.value === null ? fail(noChange) : reviewedOf(change.value);
  };
};
