import { unusable } from '../../wire/failure.ts';
import type { Reading } from '../../wire/reading.ts';
import type { Caller } from '../clients/sts.ts';

/**
 * `ONWARD_APPLY_ROLE`: the RAM role that a plan's run will have, where a pipeline plans with one identity and applies with
 * another. A name, or `acs:ram::<account>:role/<name>`; null where nobody declared one.
 */
export const applyRoleVariable = 'ONWARD_APPLY_ROLE';

const name = /^(?:acs:ram::(?<account>\d+):role\/)?(?<role>[A-Za-z0-9.-]{1,64})$/;

/** The text is not repeated: a mistyped variable may hold anything. */
const refused = (why: string): Reading<never> => ({
  ok: false,
  call: applyRoleVariable,
  failure: unusable('CRD017', `${applyRoleVariable} ${why}`),
});

/** The role that applies instead of the caller; null where it is the caller itself, or nobody was declared. */
export const otherWhoApplies = (
  declared: string,
  caller: Pick<Caller, 'accountId' | 'type' | 'name'>,
): Reading<string | null> => {
  const source = { call: applyRoleVariable, request: '', at: '' };
  if (declared === '') return { ok: true, value: null, source };
  const groups = name.exec(declared)?.groups;
  const role = groups?.['role'];
  if (role === undefined) return refused('is neither the name of a RAM role nor its ARN');
  const account = groups?.['account'] ?? caller.accountId;
  if (account !== caller.accountId) return refused(`is a role of account ${account}; this is ${caller.accountId}`);
  const isCaller = caller.type === 'AssumedRoleUser' && caller.name.toLowerCase() === role.toLowerCase();
  return { ok: true, value: isCaller ? null : role, source };
};
