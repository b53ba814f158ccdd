import type { Desired } from '../../../../../src/core/desired.ts';
import type { StepDraft } from '../../../../../src/core/kind.ts';
import { isForEver } from '../../../../../src/core/reversibility.ts';
import { contracts } from '../../contracts.ts';
import { factOf, listOf } from '../../dedicated-facts.ts';
import type { Draft, Situation } from './situation.ts';

const where = ({ spec, facts }: Situation): string => {
  const account = factOf(facts, 'account.id') ?? 'not known';
  const bucket = spec.migrationBucket === null ? 'no bucket is named' : `bucket ${spec.migrationBucket.name}`;
  return `It is cluster ${spec.clusterId} in ${spec.region}, account ${account}, ${bucket}.`;
};

type Titled = Pick<Draft, 'operation' | 'title' | 'type'>;

const isLasting = ({ operation }: Titled): boolean => isForEver(contracts[operation]?.reversibility ?? null);

const listed = (lead: string, steps: readonly Titled[]): readonly string[] =>
  steps.length === 0 ? [] : [lead, ...steps.map(({ title }) => `- ${title}`)];

/** What a yes at gate prepare says yes to: what no undo takes back, then what one does. */
export const prepareQuestion = (desired: Desired, situation: Situation, steps: readonly StepDraft[]): string => {
  const changes = steps.filter(({ type }) => type === 'change');
  return [
    `Prepare ${desired.name} for its migration from dedicated to Pro? Nothing is migrated yet.`,
    where(situation),
    ...listed(
      'This cannot be undone:',
      changes.filter((step) => isLasting(step)),
    ),
    ...listed(
      'This can be undone:',
      changes.filter((step) => !isLasting(step)),
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
      changes.filter((step) => isLasting(step)),
    ),
    ...olderCopies(situation),
    ...listed(
      'Then also:',
      changes.filter((step) => !isLasting(step)),
    ),
    ...parts.notices,
  ].join('\n');
};
