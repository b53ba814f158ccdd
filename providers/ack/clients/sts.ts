import { anyIn, isObject } from '../json.ts';
import { mapReading, type Reading } from '../reading.ts';
import type { Session } from '../session.ts';

export interface Sts {
  /** The account id that the credentials belong to. Needs no permission; asked once a session, again after a failure. */
  accountId(): Promise<Reading<string>>;
}

/** GetCallerIdentity (RPC, 2015-04-01; ACK API reference, chapter on credentials). */
const ask = async (session: Session): Promise<Reading<string>> => {
  const reading = await session.read({
    product: 'STS',
    region: null,
    action: 'GetCallerIdentity',
    method: 'POST',
    path: '/',
    query: {},
    body: null,
  });
  return mapReading(reading, (value) => (isObject(value) ? anyIn(value, 'AccountId') : '') || null, 'AccountId');
};

export const createSts = (session: Session): Sts => {
  let asked: Promise<Reading<string>> | null = null;
  return {
    accountId: async () => {
      asked ??= ask(session);
      const reading = await asked;
      if (!reading.ok) asked = null;
      return reading;
    },
  };
};
