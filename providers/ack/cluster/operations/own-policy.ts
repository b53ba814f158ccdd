import { equal } from '../../../../src/core/canonical.ts';
import type { Ram } from '../../clients/ram.ts';
import type { AttachedPolicy } from '../../clients/ram-answers.ts';
import { grantAlone } from '../../policy/bucket-grant.ts';
import { readDocument, textOf } from '../../policy/document.ts';
import type { Reading } from '../../../wire/reading.ts';
import { fromState, type Verdict } from './from-state.ts';
import type { Hands, Operation } from './operation.ts';
import { refuse } from './refusal.ts';

const custom = (name: string) => ({ name, type: 'Custom' }) as const;

const none = (name: string): string => `there is no custom policy ${name}`;

/** CreatePolicy: one policy of our own that holds the one statement, so that the vendor's stays as it is. */
export const createOwnPolicy: Operation = fromState({
  demands: ['policy', 'bucket'],
  read: ({ ram }, { texts }) => ram.getPolicy(custom(texts.policy)),
  judge: (policy, { texts }): Verdict => {
    if (policy === null) return { is: 'not-done', says: none(texts.policy) };
    const document = readDocument(policy.document);
    if (document !== null && equal(document, grantAlone(texts.bucket)))
      return { is: 'done', says: `${texts.policy} holds the statement, and nothing else` };
    return { is: 'wrong', code: 'Onward.NotOurs', says: `${texts.policy} exists and says something else` };
  },
  write: ({ ram }, { ask: { texts } }, fence) =>
    ram.createPolicy({ name: texts.policy, document: textOf(grantAlone(texts.bucket)) }, fence),
});

interface Attached {
  readonly policies: readonly AttachedPolicy[] | null;
}

/** null where RAM says that there is no such role. */
const readAttached = async ({ ram, stamp }: { readonly ram: Ram } & Pick<Hands, 'stamp'>, role: string) => {
  const reading = await ram.listPoliciesForRole(role);
  if (reading.ok) return { ...reading, value: { policies: reading.value } } satisfies Reading<Attached>;
  const { call, failure } = reading;
  if (failure.status !== 404 || !/^EntityNotExist\.Role/.test(failure.code)) return reading;
  const source = { call, request: failure.request, at: stamp() };
  return { ok: true, value: { policies: null }, source } satisfies Reading<Attached>;
};

const isAttached = (policies: readonly AttachedPolicy[], policy: string): boolean =>
  policies.some(({ name, type }) => name === policy && type === 'Custom');

const says = (texts: { readonly policy: string; readonly role: string }, is: boolean): string =>
  `${texts.policy} is ${is ? '' : 'not '}attached to ${texts.role}`;

export const attachOwnPolicy: Operation = fromState({
  demands: ['policy', 'role'],
  read: (hands, { texts }): Promise<Reading<Attached>> => readAttached(hands, texts.role),
  judge: ({ policies }, { texts }): Verdict => {
    if (policies === null) return { is: 'wrong', code: 'Onward.NotThere', says: `there is no role ${texts.role}` };
    const is = isAttached(policies, texts.policy);
    return { is: is ? 'done' : 'not-done', says: says(texts, is) };
  },
  write: ({ ram }, { ask }, fence) => ram.attachPolicyToRole(ask.texts, fence),
});

/** A role that is gone has nothing attached. */
export const detachOwnPolicy: Operation = fromState({
  demands: ['policy', 'role'],
  read: (hands, { texts }): Promise<Reading<Attached>> => readAttached(hands, texts.role),
  judge: ({ policies }, { texts }): Verdict => {
    if (policies === null) return { is: 'done', says: `there is no role ${texts.role}` };
    const is = isAttached(policies, texts.policy);
    return { is: is ? 'not-done' : 'done', says: says(texts, is) };
  },
  write: ({ ram }, { ask }, fence) => ram.detachPolicyFromRole(ask.texts, fence),
});

/** DeletePolicy, which the service refuses while anybody has it. Only one of our own name is ever deleted. */
export const deleteOwnPolicy: Operation = fromState({
  demands: ['policy'],
  read: async ({ ram }, { texts }) => {
    const reading = await ram.getPolicy(custom(texts.policy));
    return reading.ok ? { ...reading, value: { exists: reading.value !== null } } : reading;
  },
  judge: ({ exists }, { texts }) =>
    exists ? { is: 'not-done', says: `${texts.policy} exists` } : { is: 'done', says: none(texts.policy) },
  guard: (_, { ask: { texts } }) =>
    texts.policy.startsWith('onward-') ? null : refuse('Onward.NotOurs', `${texts.policy} is not a policy of Onward's`),
  write: ({ ram }, { ask: { texts } }, fence) => ram.deletePolicy(texts.policy, fence),
});
