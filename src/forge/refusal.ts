import type { Code } from '../core/codes.ts';
import { codes } from '../core/codes.ts';
import { error, type Diagnostic } from '../core/diagnostic.ts';
import { jsonOf, textAt } from './json.ts';

/** What came of one request. */
export type Answer =
  | {
      readonly is: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | { readonly is: 'silence'; readonly why: string };

type Answered = Extract<Answer, { is: 'answer' }>;

/** A forge asks for seconds mostly; who is asked for longer than this says until when, and ends. */
const longestMs = 60_000;

const said = (
  code: Code,
  summary: string,
  more: { readonly detail?: string; readonly remedy?: string } = {},
): Diagnostic =>
  error(code, { summary, detail: more.detail ?? codes[code].means, remedy: more.remedy ?? codes[code].remedy });

export const silent = (what: string, why: string): Diagnostic => said('FRG008', `${what}: ${why}`);
export const garbled = (what: string): Diagnostic =>
  said('FRG009', `${what}: the answer is not of the documented form`);

/** The forge's own words in one line: `message` on GitHub, `message` or `error` on GitLab, each text or an object. */
const wordsOf = (text: string, redact = (said: string): string => said): string => {
  const value = jsonOf(text);
  const words = [textAt(value, 'message'), textAt(value, 'error'), textAt(value, 'error_description')].filter(Boolean);
  const flat = redact(words.join('; ')).replaceAll(/\s+/g, ' ').trim();
  return flat.length <= 300 ? flat : `${flat.slice(0, 300)}…`;
};

/** GitHub says both limits with 403 or 429, and only the text tells the second kind from a missing permission. */
const isLimit = ({ status, headers, text }: Answered): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /secondary rate limit|abuse detection/i.test(wordsOf(text))));

/** How long the forge asks to wait: `retry-after` in seconds, else the time at which its count begins anew. */
const askedMs = ({ headers }: Answered, wall: number): number | null => {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after * 1000;
  const empty = (headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining']) === '0';
  const reset = Number(
    (empty ? (headers['x-ratelimit-reset'] ?? headers['ratelimit-reset']) : undefined) ?? Number.NaN,
  );
  return Number.isFinite(reset) ? Math.max(reset * 1000 - wall, 0) + 1000 : null;
};

const backoffMs = (attempt: number): number => 1000 * 2 ** (attempt - 1);

/** How long to wait before the same read is tried again; null where it would be for nothing, or for too long. */
export const waitFor = (answer: Answer, attempt: number, wall: number): number | null => {
  if (answer.is === 'silence') return backoffMs(attempt);
  if (isLimit(answer)) {
    // Without a word about when, a minute is what the second limit asks for.
    const ms = askedMs(answer, wall) ?? longestMs;
    return ms <= longestMs ? ms : null;
  }
  return answer.status >= 500 ? backoffMs(attempt) : null;
};

const untilWhen = ({ headers }: Answered): string => {
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'] ?? Number.NaN);
  if (headers['retry-after'] !== undefined) return `; it asks for ${headers['retry-after']} s`;
  return Number.isFinite(reset) ? `; until ${new Date(reset * 1000).toISOString().slice(0, 19)}Z` : '';
};

const codeOf = (status: number): Code => {
  switch (status) {
    case 401:
      return 'FRG003';
    case 403:
      return 'FRG004';
    case 404:
    case 410:
      return 'FRG005';
    default:
      return status >= 500 ? 'FRG008' : status >= 400 ? 'FRG007' : 'FRG009';
  }
};

/** Every answer that is no success, by its code; what was sent as proof of who asks is taken out of the forge's words. */
export const refusalOf = (what: string, answer: Answered, redact: (text: string) => string): Diagnostic => {
  const words = wordsOf(answer.text, redact);
  const told = `${what}: ${String(answer.status)}${words === '' ? '' : ` ${words}`}`;
  return isLimit(answer) ? said('FRG006', `${told}${untilWhen(answer)}`) : said(codeOf(answer.status), told);
};
