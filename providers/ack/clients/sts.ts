import { anyIn, isObject, type JsonObject } from '../../wire/json.ts';
import { mapReading, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';

/** Who the credentials belong to. */
export interface Caller {
  readonly accountId: string;
  /** Account (root), RAMUser, AssumedRoleUser; '' where the service does not say. */
  readonly type: string;
  /** The user's name, or that of the assumed role without its session; '' for the root account. */
  readonly name: string;
}

export interface Sts {
  /** The account id that the credentials belong to. Needs no permission; asked once a session, again after a failure. */
  accountId(): Promise<Reading<string>>;
  /** The same call's whole answer. */
  caller(): Promise<Reading<Caller>>;
}

/** `acs:ram::<account>:user/<name>`, `acs:ram::<account>:assumed-role/<role>/<session>`; the root account has `root`. */
const nameIn = (arn: string): string => /:user\/(.+)$/s.exec(arn)?.[1] ?? /:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? '';

const callerIn = (answer: JsonObject): Caller | null => {
  const accountId = anyIn(answer, 'AccountId');
  if (accountId === '') return null;
  return { accountId, type: anyIn(answer, 'IdentityType'), name: nameIn(anyIn(answer, 'Arn')) };
};

/** GetCallerIdentity (RPC, 2015-04-01; ACK API reference, chapter on credentials). */
const ask = async (session: Session): Promise<Reading<Caller>> => {
  const reading = await session.read({
    product: 'STS',
    region: null,
    action: 'GetCallerIdentity',
    method: 'POST',
    path: '/',
    query: {},
    body: null,
  });
  return mapReading(reading, (value) => (isObject(value) ? callerIn(value) : null), 'AccountId');
};

export const createSts = (session: Session): Sts => {
  let asked: Promise<Reading<Caller>> | null = null;
  const caller = async (): Promise<Reading<Caller>> => {
    asked ??= ask(session);
    const reading = await asked;
    if (!reading.ok) asked = null;
    return reading;
  };
  return {
    caller,
    accountId: async () => mapReading(await caller(), ({ accountId }) => accountId, 'AccountId'),
  };
};
