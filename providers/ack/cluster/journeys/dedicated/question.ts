import type { Desired } from '../../../../../src/core/desired.ts';
import type { StepDraft } from '../../../../../src/core/kind.ts';
import { isForEver, type Reversibility } from '../../../../../src/core/reversibility.ts';
import { contracts } from '../../contracts.ts';
import { factOf, listOf } from '../../dedicated-facts.ts';
import type { Situation } from './situation.ts';

const where = ({ spec, facts }: Situation): string => {
  const account = factOf(facts, 'account.id') ?? 'not known';
  const bucket = spec.migrationBucket === null ? 'no bucket is named' : `bucket ${spec.migrationBucket.name}`;
  return `It is cluster ${spec.clusterId} in ${spec.region}, account ${account}, ${bucket}.`;
};

const kindOf = ({ operation }: StepDraft): Reversibility | null => contracts[operation]?.reversibility ?? null;

const listed = (lead: string, steps: readonly StepDraft[]): readonly string[] =>
  steps.length === 0 ? [] : [lead, ...steps.map(({ title }) => `- ${title}`)];

/** What a yes at gate prepare says yes to: what no undo takes back, then what one does. */
export const prepareQuestion = (desired: Desired, situation: Situation, steps: readonly StepDraft[]): string => {
  const of = (wanted: (kind: Reversibility | null) => boolean): readonly StepDraft[] =>
    steps.filter((step) => step.type === 'change' && wanted(kindOf(step)));
  return [
    `Prepare ${desired.name} for its migration from dedicated to Pro? Nothing is migrated yet.`,
    where(situation),
    ...listed('This cannot be undone:', of(isForEver)),
    ...listed(
      'This has no undo that brings all of it back:',
      of((kind) => kind === 'compensable'),
    ),
    ...listed(
      'This can be undone:',
      of((kind) => kind === 'reversible'),
    ),
  ].join('\n');
};

const olderCopies = ({ facts }: Situation): readonly string[] => {
  const copies = listOf(facts, 'bucket.copies');
  return copies.length === 0
    ? []
    : [`Older copies of etcd in the bucket (${copies.length}) are deleted with it: ${copies.join(', ')}`];
};

/** What a yes at gate commit says yes to: the migration, and all that follows it. */
export const commitQuestion = (
  desired: Desired,
  situation: Situation,
  parts: {
    readonly after: readonly StepDraft[];
    readonly notices: readonly string[];
  },
): string => {
  const changes = parts.after.filter(({ type }) => type === 'change');
  return [
    `Migrate ${desired.name} from dedicated to Pro? This cannot be undone: it sends MigrateCluster once.`,
    where(situation),
    ...listed(
      'Afterwards, and as little to be undone:',
      changes.filter((step) => isForEver(kindOf(step))),
    ),
    ...olderCopies(situation),
    ...listed(
      'Then also:',
      changes.filter((step) => !isForEver(kindOf(step))),
    ),
    ...parts.notices,
  ].join('\n');
};
