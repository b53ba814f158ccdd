import type { Check } from '../../../../src/core/check.ts';
import { text } from './fact-values.ts';

/** ACK100: the caller's account, before any other call. */
export const accountChecks: readonly Check[] = [
  {
    code: 'ACK100',
    demands: "the caller's account is the declared one",
    stage: 'account',
    waivable: false,
    facts: ['account.id'],
    judge: (subject) => {
      const caller = text(subject, 'account.id');
      const { accountId } = subject.desired;
      if (accountId === undefined)
        return { verdict: 'pass', summary: `no account is declared; the caller's is used: ${caller}`, at: '/spec' };
      if (accountId === caller)
        return { verdict: 'pass', summary: `account ${caller} is the declared one`, at: '/spec/account' };
      return {
        verdict: 'fail',
        summary: `the credentials belong to account ${caller}; ${accountId} is declared`,
        detail: 'Nothing else was asked of this account.',
        remedy: `use credentials of account ${accountId}, or correct the account`,
        at: '/spec/account',
      };
    },
  },
];
