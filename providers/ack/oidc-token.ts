import { readFile } from 'node:fs/promises';
import { exchange } from '../wire/exchange.ts';
import { unusable, type Failure } from '../wire/failure.ts';
import { isObject, parseJson, textIn } from '../wire/json.ts';
import { isLoopback } from '../../src/core/loopback.ts';
import { userAgent } from '../wire/user-agent.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Token =
  { readonly is: 'token'; readonly token: string } | { readonly is: 'none'; readonly failure: Failure };

/** Gives the pipeline's token anew each time: one is good for minutes, a migration takes longer. */
export type TokenSource = () => Promise<Token>;

const none = (why: string): Token => ({ is: 'none', failure: unusable('CRD014', why) });

/** A token is three parts of base64url; anything else would be sent somewhere for nothing, and may be another secret. */
const isToken = (text: string): boolean => text.length < 16_384 && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

const fromFile =
  (file: string): TokenSource =>
  async () => {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return none('the file that ALIBABA_CLOUD_OIDC_TOKEN_FILE names cannot be read');
    const token = text.trim();
    return isToken(token)
      ? { is: 'token', token }
      : none(`the file that ALIBABA_CLOUD_OIDC_TOKEN_FILE names ${token === '' ? 'is empty' : 'holds no token'}`);
  };

const addressOf = (text: string, audience: string): URL | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.searchParams.set('audience', audience);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)) ? url : null;
};

/** A job of GitHub Actions with `id-token: write` may ask for a token as often as it likes, as long as it runs. */
const fromGitHub =
  (url: URL, bearer: string): TokenSource =>
  async () => {
    const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json', 'user-agent': userAgent };
    const answer = await exchange({ method: 'GET', url, headers, body: null, agent: false, timeoutMs: 15_000 });
    if (answer.is === 'silence') return none(`GitHub gave the job no token: ${answer.why}`);
    if (answer.status !== 200) return none(`GitHub gave the job no token: ${String(answer.status)}`);
    const parsed = parseJson(answer.body);
    const token = isObject(parsed) ? textIn(parsed, 'value') : '';
    return isToken(token) ? { is: 'token', token } : none('GitHub gave the job an answer without a token');
  };

/** Whom the token is for: what the OIDC provider in RAM lists as its client. */
const audienceOf = (env: Environment): string => env['ONWARD_OIDC_AUDIENCE'] || 'sts.aliyuncs.com';

/** The file that the vendor's tools read too; without one, what GitHub offers a job. Null where there is neither. */
export const tokenSourceOf = (env: Environment): TokenSource | null => {
  const file = env['ALIBABA_CLOUD_OIDC_TOKEN_FILE'];
  if (file) return fromFile(file);
  const [text, bearer] = [env['ACTIONS_ID_TOKEN_REQUEST_URL'], env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']];
  if (!text || !bearer) return null;
  const url = addressOf(text, audienceOf(env));
  return url === null
    ? () => Promise.resolve(none('ACTIONS_ID_TOKEN_REQUEST_URL is no https address'))
    : fromGitHub(url, bearer);
};
