import { error, fail, succeed, type Result } from '../core/diagnostic.ts';

/** Where drift is told, and how. The address is a secret: it stands in no message. */
export interface Destination {
  readonly url: string;
  readonly format: 'generic' | 'slack';
  /** What the body is signed with; null where nobody checks it. */
  readonly secret: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The one place of the names. A document never holds an address. */
const names = {
  url: 'ONWARD_DRIFT_WEBHOOK',
  format: 'ONWARD_DRIFT_WEBHOOK_FORMAT',
  secret: 'ONWARD_DRIFT_WEBHOOK_SECRET',
} as const;

const wrong = (name: string, why: string, remedy: string): Result<never> =>
  fail(error('DRF006', { summary: `${name} ${why}`, remedy }));

const isLoopback = ({ hostname }: URL): boolean => /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/i.test(hostname);

/** Why a text is no address to tell anybody at, or null. The text is not repeated: it is a secret, or was meant as one. */
const faultOf = (text: string): string | null => {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'is neither https nor http';
  return isLoopback(url) ? null : 'is http at an address that is not loopback: it would travel in clear';
};

const isFormat = (text: string): text is Destination['format'] => ['generic', 'slack'].includes(text);

/** Reads the destination from the environment; null where none is named. */
export const destinationOf = (env: Environment): Result<Destination | null> => {
  const { [names.url]: url = '', [names.format]: format, [names.secret]: secret } = env;
  if (url === '') return succeed(null);
  const fault = faultOf(url);
  if (fault !== null) return wrong(names.url, fault, 'give the whole address, with https');
  const kind = format === undefined || format === '' ? 'generic' : format;
  if (!isFormat(kind)) return wrong(names.format, 'is neither generic nor slack', 'write one of the two, or unset it');
  return succeed({ url, format: kind, secret: secret === undefined || secret === '' ? null : secret });
};

/** What is said where somebody is to be told and nobody is named. */
export const noDestination = (): Result<never> =>
  wrong(names.url, 'is not set, and --notify always is to tell somebody', 'set it, or leave --notify out');
