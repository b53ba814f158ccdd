import { codes } from '../core/codes.ts';
import type { Desired } from '../core/desired.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Handover } from '../core/handover.ts';
import type { Kind } from '../core/kind.ts';
import type { HandoverModel, HandoverTarget } from '../render/model/handover-model.ts';
import type { Host } from './host.ts';
import { expandSets } from './expand-sets.ts';
import { observeFacts, type Subject } from './observe.ts';
import { unready } from './prepare-subjects.ts';

/** What could not be read would be missing from the files without a trace. */
const unreadOf = ({ kind, desired, observed }: Subject): readonly Diagnostic[] =>
  observed.unread.map(({ facts, call, why, code = 'OBS004' }) => {
    const titles = facts.map((fact) => kind.facts.find(({ name }) => name === fact)?.title ?? fact);
    const detail = `Without it the files would lack: ${titles.join(', ')}. No file was written.`;
    const { remedy } = codes[code];
    return error(code, { summary: `${call} could not be read: ${why}`, detail, address: desired.address, remedy });
  });

const tooEarly = (address: Desired['address'], why: string): Diagnostic =>
  error('RUN018', {
    summary: `there is nothing to hand over yet: ${why}`,
    detail: 'No file was written.',
    address,
    remedy: 'name the documents of targets that are what they ask for, or bring this one there: onward plan',
  });

const handoverOf = ({ kind, desired, observed }: Subject): Handover =>
  kind.handover?.of(desired, observed.facts) ?? { is: 'early', why: `this version hands no ${kind.name} over` };

const troubleOf = (subject: Subject): readonly Diagnostic[] => {
  const unfit = unready(subject);
  return unfit.length > 0 ? unfit : unreadOf(subject);
};

/**
 * Reads what now exists of targets, as other tools would hold it. All of it or nothing: a target that is not yet what it
 * should be, or a thing that could not be read, is an error. Reads only.
 */
export const handover = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  host: Host,
): Promise<Result<HandoverModel>> => {
  const factsOf = (kind: Kind): readonly string[] => kind.handover?.facts ?? [];
  const expanded = await expandSets(kinds, documents, { host, store: null });
  if (!expanded.ok) return expanded;
  const { targets, unread } = expanded.value;
  const subjects = [...(await observeFacts(kinds, targets, { host, factsOf })), ...unread];
  const trouble = subjects.flatMap(troubleOf);
  if (trouble.length > 0) return fail(...trouble);
  const found = subjects.map((subject) => ({ desired: subject.desired, handover: handoverOf(subject) }));
  const early = found.flatMap(({ desired: { address }, handover: one }) =>
    one.is === 'early' ? [tooEarly(address, one.why)] : [],
  );
  if (early.length > 0) return fail(...early);
  const ready = found.flatMap(({ desired: { address, name }, handover: one }): readonly HandoverTarget[] => {
    if (one.is === 'early') return [];
    const { resources, released, kubernetes, notes } = one;
    return [{ address, name, resources, released, kubernetes, notes }];
  });
  return succeed({ tool: host.tool, targets: ready });
};
