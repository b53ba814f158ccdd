import type { GateDraft, Journey, LeftBehind } from '../../../../src/core/kind.ts';
import { sourceDuty } from '../duty-facts.ts';
import { isCross } from '../spec.ts';
import { place, type Way } from './move.ts';
import { noticesOf } from './notices.ts';

const route = ({ spec, machine }: Way): string =>
  isCross(spec)
    ? `from ${machine.cluster} to ${spec.placement.cluster}`
    : `within ${machine.cluster}, to ${spec.placement.hosts.join(' or ')}`;

const shutsDown = ({ method, machine }: Way): boolean => method === 'cold' && machine.power === 'running';

const byPerson = (way: Way): boolean => shutsDown(way) && way.spec.shutdown.by === 'person';

const isForced = ({ spec, method, machine }: Way): boolean =>
  method !== 'hot' && machine.power === 'running' && spec.shutdown.by === 'force';

/** When a machine may be taken down. One that moves while it runs is not taken down, and waits for its yes alone. */
const downAt = ({ method, spec: { cutover } }: Way): Pick<GateDraft, 'notBefore' | 'window'> =>
  method === 'hot'
    ? {}
    : {
        ...(cutover.at === null ? {} : { notBefore: cutover.at }),
        ...(cutover.window === null ? {} : { window: cutover.window }),
      };

/** The first gate of a staged way lets a copy begin, and before a person's own shutdown a look: nothing is taken down. */
const firstAt = (way: Way): ReturnType<typeof downAt> => (way.method === 'staged' || byPerson(way) ? {} : downAt(way));

const first = (way: Way): GateDraft => ({
  question: [
    `Move ${way.machine.name} ${way.method} ${route(way)}?`,
    `It is machine ${way.machine.id}, now ${way.machine.power} on ${way.machine.host || 'no host'}.`,
    ...(isForced(way) ? ['Its power is CUT: the guest is not asked, and what it did not write is lost.'] : []),
    ...noticesOf(way.subject),
  ].join('\n'),
  requires: [{ code: 'VM102', maxAge: '60s' }],
  id: 'move',
  ...firstAt(way),
  // Nobody shuts a machine down, by hand or not, before there is a yes.
  ...(shutsDown(way) ? { before: byPerson(way) ? 'ready' : 'shut-down' } : {}),
});

/** Nothing of ours shuts it down: the run waits until the center shows that a person did. */
const untilOff = (way: Way): GateDraft => ({
  id: 'shutdown',
  before: 'shut-down',
  byHand: 'shut-down',
  handOnly: true,
  opensOn: `YOU have shut ${way.machine.name} down`,
  question: `Shut ${way.machine.name} down now, in its guest or in the console, and resume. Onward does not: shutdown.by is person.`,
  requires: [],
  ...downAt(way),
});

const untilCopied = (way: Way): GateDraft => ({
  id: 'shutdown',
  before: 'cutover',
  ownYes: true,
  opensOn: 'the copy is nearly complete (we believe so; the console decides)',
  byHand: 'cutover',
  deadline: way.spec.cutover.deadline,
  ...downAt(way),
  question: [
    `Shut ${way.machine.name} down now? The rest is copied, and it starts on ${place(way)} by itself.`,
    'Shut it down yourself in the console and resume, or say yes and it is asked to.',
    ...(isForced(way) ? ['A yes CUTS its power.'] : []),
  ].join('\n'),
  requires: [],
});

const last = (way: Way): GateDraft => {
  if (byPerson(way)) return untilOff(way);
  if (way.method === 'staged') return untilCopied(way);
  const { question, requires } = first(way);
  return { question, requires, id: 'commit', ...downAt(way) };
};

export const gatesOf = (way: Way): Journey['gates'] => ({ prepare: first(way), commit: last(way) });

/** The machine that stays in the old cluster, off, until a person deletes it. */
const sourceLeft = ({ machine }: Way): LeftBehind => ({
  what: `${machine.name} (${machine.id}) in ${machine.cluster}, off, with its disks${machine.snapshots > 0 ? ' and snapshots' : ''}`,
  billed: false,
  remedy: 'once you are sure of the copy, delete it in the operation center; never start both',
  due: '7d',
  fact: sourceDuty.fact,
  duty: sourceDuty.of(machine.id),
});

/** What is said of a way beside its steps. */
export const titled = (way: Way): Omit<Journey, 'steps' | 'gates'> => ({
  name: way.method,
  title: `${way.method} ${isCross(way.spec) ? `${way.machine.cluster} -> ${way.spec.placement.cluster}` : `within ${way.machine.cluster}`}`,
  gains: [],
  leftBehind: isCross(way.spec) && way.spec.source === 'keep' ? [sourceLeft(way)] : [],
  notices: noticesOf(way.subject),
  unchecked: [],
});
