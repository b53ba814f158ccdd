import type { Check, CheckResult, CheckSubject, Judgement } from './check.ts';
import type { Unread } from './observed.ts';
import type { Waiver } from './desired.ts';
import { nameOf } from './address.ts';
import { unreadRemedy } from './unread-remedy.ts';

/** The day of an RFC 3339 time, which compares with a waiver's `expires` as text. */
const day = (at: string): string => at.slice(0, 10);

export const isExpired = (waiver: Waiver, at: string): boolean => waiver.expires < day(at);

const unreadFor = (check: Check, subject: CheckSubject): Unread | undefined =>
  subject.observed.unread.find((unread) => unread.facts.some((fact) => check.facts.includes(fact)));

const unknown = (check: Check, unread: Unread): Judgement => ({
  verdict: 'unknown',
  summary: `${check.demands}: could not be read`,
  detail: `${unread.call}: ${unread.why}`,
  remedy: unreadRemedy(unread),
});

const judgeOnce = (check: Check, subject: CheckSubject): Judgement => {
  const unread = unreadFor(check, subject);
  if (unread !== undefined) return unknown(check, unread);
  const missing = check.facts.filter((fact) => subject.observed.facts[fact] === undefined);
  if (missing.length > 0)
    throw new Error(`${check.code} needs ${missing.join(', ')}, which nobody read or reported unread`);
  return check.judge(subject);
};

const pointerOfWaiver = (subject: CheckSubject, waiver: Waiver): string =>
  `/spec/waivers/${String(subject.desired.waivers.indexOf(waiver))}`;

/** A reason is foreign text of any shape; its lines are one sentence here. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

interface Waived {
  readonly judgement: Omit<Judgement, 'verdict'> & { readonly verdict: CheckResult['verdict'] };
}

/** A change cannot set aside what it is judged by: its waiver counts once it is on the protected branch. */
const withPending = (judgement: Judgement, code: string, { desired: { pending } }: CheckSubject): Judgement => {
  if (judgement.verdict !== 'fail' || pending?.codes.includes(code) !== true) return judgement;
  const detail = `${judgement.detail ?? ''} The change's own waiver does not count until it is on ${pending.branch}.`;
  const wait = `bring the waiver to ${pending.branch} first, by a change of its own`;
  const remedy = judgement.remedy === undefined ? wait : `${judgement.remedy}; or ${wait}`;
  return { ...judgement, detail: detail.trim(), remedy };
};

const waive = (check: Check, judgement: Judgement, subject: CheckSubject, at: string): Waived => {
  const waiver = subject.desired.waivers.find(({ code }) => code === check.code);
  if (judgement.verdict !== 'fail' || waiver === undefined || !check.waivable)
    return { judgement: check.waivable ? withPending(judgement, check.code, subject) : judgement };
  const place = pointerOfWaiver(subject, waiver);
  if (judgement.hard)
    return { judgement: { ...judgement, detail: `${judgement.detail ?? ''} No waiver can skip this.`.trim() } };
  if (isExpired(waiver, at))
    return {
      judgement: {
        ...judgement,
        detail: `The waiver held until ${waiver.expires} (${oneLine(waiver.reason)}).`,
        at: place,
      },
    };
  const detail = `Waived until ${waiver.expires}: ${oneLine(waiver.reason)}`;
  return { judgement: { ...judgement, verdict: 'waived', detail, at: place } };
};

/** Judges one check of one target: unread facts make it unknown, a waiver that has not expired sets a fail aside. */
export const judge = (check: Check, subject: CheckSubject, at: string): CheckResult => {
  const { address } = subject.desired;
  const { judgement } = waive(check, judgeOnce(check, subject), subject, at);
  // What passed stands on the target's own evidence; said again in each check it would be half of a large plan.
  const evidence =
    judgement.verdict === 'pass' ? [] : subject.observed.evidence.filter(({ fact }) => check.facts.includes(fact));
  return {
    code: check.code,
    address,
    verdict: judgement.verdict,
    summary: judgement.summary,
    ...(judgement.detail === undefined ? {} : { detail: judgement.detail }),
    evidence,
    ...(judgement.remedy === undefined ? {} : { remedy: judgement.remedy }),
    at: subject.desired.place(judgement.at ?? '/spec'),
    ...(judgement.later === undefined ? {} : { later: `${nameOf(address)}/${judgement.later}` }),
  };
};
