import { inParallel } from '../../../wire/in-parallel.ts';
import { together, type Gathered } from '../../../wire/gathered.ts';
import { bucketTopics } from './bucket-topics.ts';
import { componentTopics } from './component-topics.ts';
import { handoverTopics } from './handover-topics.ts';
import { kubernetesTopics } from './kubernetes-topics.ts';
import { masterObjectTopics } from './master-object-topics.ts';
import { masterTopics } from './master-topics.ts';
import { networkTopics } from './network-topics.ts';
import { operatorTopics } from './operator-topics.ts';
import { readsOf } from './reads.ts';
import { roleTopics } from './role-topics.ts';
import { slbTopics } from './slb-topics.ts';
import { standingTopics } from './standing-topics.ts';
import type { Subject } from './subject.ts';
import type { Topic } from './topic.ts';

/** Of every cluster. */
const everywhere: readonly Topic[] = [
  ...standingTopics.everywhere,
  ...kubernetesTopics.everywhere,
  ...slbTopics.everywhere,
  ...networkTopics.everywhere,
  ...componentTopics.everywhere,
  ...operatorTopics.everywhere,
];

/** Of a dedicated cluster besides; of any other these facts do not exist, and nothing says that they are absent. */
const dedicated: readonly Topic[] = [
  ...slbTopics.dedicated,
  ...networkTopics.dedicated,
  ...masterTopics.dedicated,
  ...masterObjectTopics.dedicated,
  ...componentTopics.dedicated,
  ...bucketTopics.dedicated,
  ...roleTopics.dedicated,
];

/** Topics read at the same time; a topic reads a few things at the same time itself. */
const width = 6;

/**
 * The facts that only a journey needs, beside those of the detail. Where some are named (`only`), only the reads that give
 * them are made; those of a handover only so. Every fact of a topic is read or reported unread.
 */
export const readJourney = async (subject: Subject, only: readonly string[] | null): Promise<Gathered> => {
  const due = subject.dedicated ? [...everywhere, ...dedicated] : everywhere;
  const named = ({ names }: Topic): boolean => names.some((name) => only?.includes(name));
  const wanted = only === null ? due : [...due, ...handoverTopics].filter(named);
  const reads = readsOf(subject);
  return together(await inParallel(wanted, width, (topic) => topic.read(reads)));
};
