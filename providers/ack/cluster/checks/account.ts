import type { Check } from '../../../../src/core/check.ts';
import { text } from './fact-values.ts';

/** ACK100: the caller's account, before any other call. */
export const accountChecks: readonly Check[] = [
  {
    code: 'ACK100',
    explains:
      'The document says in whose account its cluster lies (account, in spec or in the project), and the credentials at hand belong to an account of their own. Where the two differ, a plan would look at, and a run would change, what somebody else owns.',
    remedy: 'Use credentials of the declared account, or correct account in the document.',
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
