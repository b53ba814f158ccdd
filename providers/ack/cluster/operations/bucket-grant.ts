import type { Answer, Fence } from '../../../../src/core/operation.ts';
import type { Ram } from '../../clients/ram.ts';
import type { Policy } from '../../clients/ram-answers.ts';
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
import { mapReading, type Reading } from '../../reading.ts';
import { fromState, type Ask } from './from-state.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refusal.ts';

/** The default version of a policy as it is now. */
interface Now {
  readonly version: string;
  readonly document: PolicyDocument;
}

type Found = { readonly policy: Now | null };

const nowOf = ({ defaultVersion, document }: Policy): Now | null => {
  const read = readDocument(document);
  return read === null || defaultVersion === '' ? null : { version: defaultVersion, document: read };
};

const readNow = async (ram: Ram, name: string): Promise<Reading<Found>> => {
  const reading = await ram.getPolicy({ name, type: 'Custom' });
  const found = (policy: Policy | null): Found | null => {
    if (policy === null) return { policy: null };
    const now = nowOf(policy);
    return now === null ? null : { policy: now };
  };
  return mapReading(reading, found, 'default version that can be read');
};

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
  read: ({ ram }, { texts }) => readNow(ram, texts.policy),
  judge: ({ policy }, { texts }) => {
    if (policy === null) return { is: 'wrong', code: 'Onward.NotThere', says: gone(texts.policy) };
    const holds = hasStatement(policy.document, grantOn(texts.bucket));
    const said = says(texts.policy, policy, holds);
    return holds ? { is: 'done', says: said, result: { version: policy.version } } : { is: 'not-done', says: said };
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
  read: ({ ram }, { texts }) => readNow(ram, texts.policy),
  judge: ({ policy }, { texts }) => {
    if (policy === null) return { is: 'done', says: gone(texts.policy) };
    const holds = hasStatement(policy.document, grantOn(texts.bucket));
    return { is: holds ? 'not-done' : 'done', says: says(texts.policy, policy, holds) };
  },
  write: ({ ram }, { ask, found: { policy } }, fence) => {
    if (policy === null) return Promise.resolve(noPolicy(ask.texts.policy));
    return sendVersion({ ram, ask, document: withoutStatement(policy.document, grantOn(ask.texts.bucket)) }, fence);
  },
});
