import type { GateDraft, Journey } from '../../../../src/core/kind.ts';
import { isCross } from '../spec.ts';
import { place, type Way } from './move.ts';
import { noticesOf } from './notices.ts';

const route = ({ spec, machine }: Way): string =>
  isCross(spec)
    ? `from ${machine.cluster} to ${spec.placement.cluster}`
    : `within ${machine.cluster}, to ${spec.placement.hosts.join(' or ')}`;

const shutsDown = ({ method, machine }: Way): boolean => method === 'cold' && machine.power === 'running';

const isForced = ({ spec, method, machine }: Way): boolean =>
  method !== 'hot' && machine.power === 'running' && spec.shutdown.by === 'force';

const first = (way: Way): GateDraft => ({
  question: [
    `Move ${way.machine.name} ${way.method} ${route(way)}?`,
    `It is machine ${way.machine.id}, now ${way.machine.power} on ${way.machine.host || 'no host'}.`,
    ...(isForced(way) ? ['Its power is CUT: the guest is not asked, and what it did not write is lost.'] : []),
    ...noticesOf(way.subject),
  ].join('\n'),
  requires: [{ code: 'VM102', maxAge: '60s' }],
  id: 'move',
  // Nobody shuts a machine down, by hand or not, before there is a yes.
  ...(shutsDown(way) ? { before: 'shut-down' } : {}),
});

const last = (way: Way): GateDraft =>
  way.method === 'staged'
    ? {
        id: 'shutdown',
        before: 'cutover',
        ownYes: true,
        opensOn: 'the copy is nearly complete (we believe so; the console decides)',
        byHand: 'cutover',
        ...(way.spec.cutover.at === null ? {} : { notBefore: way.spec.cutover.at }),
        question: [
          `Shut ${way.machine.name} down now? The rest is copied, and it starts on ${place(way)} by itself.`,
          'Shut it down yourself in the console and resume, or say yes and it is asked to.',
          ...(isForced(way) ? ['A yes CUTS its power.'] : []),
        ].join('\n'),
        requires: [],
      }
    : { question: first(way).question, requires: first(way).requires, id: 'commit' };

export const gatesOf = (way: Way): Journey['gates'] => ({ prepare: first(way), commit: last(way) });

/** What is said of a way beside its steps. */
export const titled = (way: Way): Omit<Journey, 'steps' | 'gates'> => ({
  name: way.method,
  title: `${way.method} ${isCross(way.spec) ? `${way.machine.cluster} -> ${way.spec.placement.cluster}` : `within ${way.machine.cluster}`}`,
  gains: [],
  leftBehind:
    isCross(way.spec) && way.spec.source === 'keep'
      ? [
          {
            what: `the machine ${way.machine.name} (${way.machine.id}) in ${way.machine.cluster}, off, with its disks`,
            billed: false,
            remedy: 'once you are sure of the copy, delete it in the operation center; never start both',
            due: '7d',
          },
        ]
      : [],
  notices: noticesOf(way.subject),
  unchecked: [],
});
