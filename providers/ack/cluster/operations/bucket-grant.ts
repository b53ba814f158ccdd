import type { Answer, Fence, Loss } from '../../../../src/core/operation.ts';
import type { Ram } from '../../clients/ram.ts';
import type { Policy, PolicyVersion } from '../../clients/ram-answers.ts';
import { grantOn } from '../../policy/bucket-grant.ts';
import {
  hasStatement,
  mostBytes,
  readDocument,
  sizeOf,
  textOf,
  withoutStatement,
  withStatement,
  type PolicyDocument,
} from '../../policy/document.ts';
import { oldestOf, versionLimit } from '../../policy/versions.ts';
import { mapReading, type Reading } from '../../../wire/reading.ts';
import { fromState, type Ask, type Verdict } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { refuse } from './refusal.ts';

/** The default version of a policy as it is now. */
interface Now {
  readonly version: string;
  readonly document: PolicyDocument;
}

interface Found {
  readonly policy: Now | null;
  /** The version that RAM deletes to make room for ours; null where it has room, or must not make any. */
  readonly loses: Loss | null;
}

type At = Ask<'policy'>;

const nowOf = ({ defaultVersion, document }: Policy): Now | null => {
  const read = readDocument(document);
  return read === null || defaultVersion === '' ? null : { version: defaultVersion, document: read };
};

const readNow = async (ram: Ram, name: string): Promise<Reading<Pick<Found, 'policy'>>> => {
  const reading = await ram.getPolicy({ name, type: 'Custom' });
  const found = (policy: Policy | null): Pick<Found, 'policy'> | null => {
    if (policy === null) return { policy: null };
    const now = nowOf(policy);
    return now === null ? null : { policy: now };
  };
  return mapReading(reading, found, 'default version that can be read');
};

/** A full policy loses its oldest version with the next one: its text is read while it is still there. */
const readLoss = async (ram: Ram, name: string, { version }: Now): Promise<Reading<Loss | null>> => {
  const policy = { name, type: 'Custom' } as const;
  const versions = await ram.listPolicyVersions(policy);
  if (!versions.ok) return versions;
  const oldest = versions.value.length < versionLimit ? null : oldestOf(versions.value, version);
  if (oldest === null) return { ...versions, value: null };
  const kept = await ram.getPolicyVersion(policy, oldest);
  const lossOf = (found: PolicyVersion | null): Loss | null =>
    found === null ? null : { what: `version ${oldest} of policy ${name}`, text: found.document };
  return mapReading(kept, lossOf, `version ${oldest}, which is to be deleted`);
};

const read = async ({ ram }: Hands, { texts, args }: At): Promise<Reading<Found>> => {
  const now = await readNow(ram, texts.policy);
  if (!now.ok) return now;
  const { policy } = now.value;
  if (policy === null || args['rotate'] !== true) return { ...now, value: { policy, loses: null } };
  const loss = await readLoss(ram, texts.policy, policy);
  return loss.ok ? { ...now, value: { policy, loses: loss.value } } : loss;
};

const notDone = (said: string, { loses }: Found): Verdict => ({
  is: 'not-done',
  says: said,
  ...(loses === null ? {} : { loses }),
});

const says = (name: string, { version }: Now, holds: boolean): string =>
  `the default version ${version} of ${name} ${holds ? 'holds' : 'does not hold'} the statement`;

interface Change {
  readonly ram: Ram;
  readonly ask: Ask<'policy'>;
  readonly document: PolicyDocument;
}

/** One new version as the default one. It is sent right after the read it was made from; RAM knows no condition on it. */
const sendVersion = ({ ram, ask, document }: Change, fence: Fence): Promise<Answer> => {
  const rotate = ask.args['rotate'] === true;
  return ram.createPolicyVersion({ policy: ask.texts.policy, document: textOf(document), rotate }, fence);
};

const gone = (name: string): string => `there is no custom policy ${name}`;
const noPolicy = (name: string): Answer => refuse('Onward.NotThere', gone(name));

/** Adds our one statement to what the policy's default version says now, if that is still the version that was planned on. */
export const grantBucket: Operation = fromState({
  demands: ['bucket', 'policy', 'version'],
  read,
  judge: (found, { texts }) => {
    const { policy } = found;
    if (policy === null) return { is: 'wrong', code: 'Onward.NotThere', says: gone(texts.policy) };
    const holds = hasStatement(policy.document, grantOn(texts.bucket));
    const said = says(texts.policy, policy, holds);
    return holds ? { is: 'done', says: said, result: { version: policy.version } } : notDone(said, found);
  },
  guard: (_, { ask: { texts }, found: { policy } }) => {
    if (policy === null) return noPolicy(texts.policy);
    const planned = `version ${texts.version} was the default one when this was planned; now it is ${policy.version}`;
    if (policy.version !== texts.version) return refuse('Onward.DefaultVersionChanged', planned);
    const size = sizeOf(withStatement(policy.document, grantOn(texts.bucket)));
    const tooLong = `with the statement the policy has ${size} bytes; ${mostBytes} are allowed`;
    return size > mostBytes ? refuse('Onward.TooLong', tooLong) : null;
  },
  write: ({ ram }, { ask, found: { policy } }, fence) => {
    if (policy === null) return Promise.resolve(noPolicy(ask.texts.policy));
    return sendVersion({ ram, ask, document: withStatement(policy.document, grantOn(ask.texts.bucket)) }, fence);
  },
});

/** Takes our one statement out of what the policy's default version says now, whoever changed the rest since. */
export const revokeBucket: Operation = fromState({
  demands: ['bucket', 'policy'],
  read,
  judge: (found, { texts }) => {
    const { policy } = found;
    if (policy === null) return { is: 'done', says: gone(texts.policy) };
    const holds = hasStatement(policy.document, grantOn(texts.bucket));
    const said = says(texts.policy, policy, holds);
    return holds ? notDone(said, found) : { is: 'done', says: said };
  },
  write: ({ ram }, { ask, found: { policy } }, fence) => {
    if (policy === null) return Promise.resolve(noPolicy(ask.texts.policy));
    return sendVersion({ ram, ask, document: withoutStatement(policy.document, grantOn(ask.texts.bucket)) }, fence);
  },
});
