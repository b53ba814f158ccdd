import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import { approvalNamespace, statementText } from '../core/approval-statement.ts';
import type { ApprovalStatement, SignedApproval } from '../core/approval-statement.ts';
import { textIn, whyOf, type Programs, type Ran } from './programs.ts';

/** Whose signatures count, as the policy's files say. */
export interface Signers {
  readonly signers: Uint8Array;
  readonly revoked: Uint8Array | null;
}

/** What a signature proves: the key's fingerprint; or why it proves nothing, in words that follow the person's name. */
export type Proof = { readonly is: 'good'; readonly key: string } | { readonly is: 'void'; readonly why: string };

const noTool = (detail: string): Diagnostic =>
  error('RUN022', {
    summary: 'there is no ssh-keygen on the PATH',
    detail,
    remedy: 'install OpenSSH 8.2 or newer on this machine',
  });

const spoke = (ran: Ran): ran is Extract<Ran, { is: 'ended' }> => ran.is === 'ended';

const isGood = (ran: Ran): boolean => spoke(ran) && ran.exit === 0;

/** `2026-11-28T02:00:00Z` as ssh-keygen takes it; the program runs in UTC. */
const verifyTime = (now: number): string => new Date(now).toISOString().replace(/[-:T]/g, '').slice(0, 14);

/** Why no signature stands there at all. */
const brokenWords = (ran: Ran): string => {
  const words = spoke(ran) ? ran.stderr : '';
  if (words.includes('namespace')) return "'s signature is for another purpose";
  return words.includes('incorrect signature') ? "'s signature is not over these words" : "'s signature cannot be read";
};

interface Look {
  readonly ask: (args: readonly string[]) => Promise<Ran>;
  readonly by: string;
  readonly revoked: boolean;
  readonly pathOf: (name: string) => string;
  readonly time: string;
}

const verify = ({ ask, by, pathOf, time }: Look, revoked: boolean): Promise<Ran> =>
  ask([
    ...['-Y', 'verify', '-f', pathOf('signers'), '-I', by, '-n', approvalNamespace, '-s', pathOf('signature')],
    ...['-O', `verify-time=${time}`],
    ...(revoked ? ['-r', pathOf('revoked')] : []),
  ]);

/** Why a signature that is in order is nobody's, or not this person's. */
const strangerWords = async (look: Look): Promise<string> => {
  const { ask, by, pathOf, time } = look;
  if (look.revoked && isGood(await verify(look, false))) return "'s key is revoked";
  const found = await ask([
    '-Y',
    'find-principals',
    '-s',
    pathOf('signature'),
    '-f',
    pathOf('signers'),
    '-O',
    `verify-time=${time}`,
  ]);
  const words = spoke(found) ? found.stderr : '';
  if (words.includes('expired')) return "'s key was good until an earlier day";
  if (words.includes('not yet valid')) return "'s key is good from a later day on";
  const names = isGood(found) && spoke(found) ? textIn(found.stdout).trim().split('\n') : [];
  if (names.length === 0 || names.includes(by)) return "'s key is not among the signers";
  return `is who the approval says, and its key is that of ${names.join(', ')}`;
};

/** What check-novalidate said: the key that signed these very words, whosever it is. */
const keyIn = (whole: Ran): Result<Proof> => {
  if (whole.is === 'absent') return fail(noTool('Approvals are signatures, and nothing here can prove them.'));
  if (!isGood(whole) || !spoke(whole)) return succeed({ is: 'void', why: brokenWords(whole) });
  const [, key] = /key (SHA256:[A-Za-z0-9+/]+)/.exec(textIn(whole.stdout)) ?? [];
  return succeed(key === undefined ? { is: 'void', why: "'s key cannot be told" } : { is: 'good', key });
};

const askWhole = (ask: Look['ask'], pathOf: Look['pathOf']): Promise<Ran> =>
  ask(['-Y', 'check-novalidate', '-n', approvalNamespace, '-s', pathOf('signature')]);

/** Proves that a signature is over these words and for this purpose, and by which key; not whose that is. */
export const proveKey = (programs: Programs, { statement, signature }: SignedApproval): Promise<Result<Proof>> =>
  programs.withFiles({ signature }, async (pathOf) => {
    const ask = (args: readonly string[]): Promise<Ran> =>
      programs.run('ssh-keygen', { args, stdin: statementText(statement) });
    return keyIn(await askWhole(ask, pathOf));
  });

/** Proves a signature as it counts now: over these words, for this purpose, by a key of this person that is good today. */
export const proveSignature = (
  programs: Programs,
  { statement, signature }: SignedApproval,
  { signers, revoked, now }: Signers & { readonly now: number },
): Promise<Result<Proof>> => {
  const files = { signature, signers, ...(revoked === null ? {} : { revoked }) };
  return programs.withFiles(files, async (pathOf): Promise<Result<Proof>> => {
    const ask = (args: readonly string[]): Promise<Ran> =>
      programs.run('ssh-keygen', { args, stdin: statementText(statement) });
    const whole = keyIn(await askWhole(ask, pathOf));
    if (!whole.ok || whole.value.is === 'void') return whole;
    const look: Look = { ask, by: statement.by, revoked: revoked !== null, pathOf, time: verifyTime(now) };
    if (isGood(await verify(look, look.revoked))) return whole;
    return succeed({ is: 'void', why: await strangerWords(look) });
  });
};

/** Signs a statement with a key file, or with the agent's key whose public half the file is. ssh-keygen asks for a passphrase itself. */
export const sign = async (
  programs: Programs,
  key: string,
  statement: ApprovalStatement,
): Promise<Result<SignedApproval>> => {
  const args = ['-Y', 'sign', '-f', key, '-n', approvalNamespace];
  const ran = await programs.run('ssh-keygen', { args, stdin: statementText(statement) });
  if (ran.is === 'absent') return fail(noTool('Nothing was signed.'));
  if (isGood(ran) && spoke(ran)) return succeed({ statement, signature: textIn(ran.stdout) });
  return fail(
    error('RUN022', {
      summary: `ssh-keygen did not sign: ${whyOf(ran)}`,
      detail: 'Nothing was approved.',
      at: { file: key },
      remedy: 'name another key with --key, or load this one into the agent',
    }),
  );
};

/** The public half of a key: type and base64, without its comment. */
export const publicKeyOf = async (programs: Programs, key: string): Promise<string | null> => {
  const ran = await programs.run('ssh-keygen', { args: ['-y', '-f', key] });
  if (!spoke(ran) || ran.exit !== 0) return null;
  return textIn(ran.stdout).trim().split(/\s+/).slice(0, 2).join(' ');
};

/** A fingerprint in the letters of a file's name. */
export const fileNameOf = (key: string): string =>
  key
    .replace(/^SHA256:/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
