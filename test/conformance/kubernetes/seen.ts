import type { Answer, Ask, KubernetesObject } from './api.ts';

interface StatusBody {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly message?: string }[] };
}

/** The parts of a refusal that a client decides by. A member that the server did not send is left out. */
export interface Seen {
  readonly status: number;
  readonly reason?: string;
  readonly message?: string;
  readonly cause?: string;
  readonly retryAfter?: string;
}

/** What is to be seen of an answer; of one that refuses nothing, only its status. */
export const seen = (answer: Answer): Seen => {
  if (answer.status < 300) return { status: answer.status };
  const { reason, message, details } = answer.body as StatusBody;
  const cause = details?.causes?.[0]?.message;
  const retryAfter = answer.headers['retry-after'];
  return {
    status: answer.status,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
    ...(cause !== undefined && { cause }),
    ...(typeof retryAfter === 'string' && { retryAfter }),
  };
};

/** The object at this path; a throw when there is none, since then the scenario has gone wrong before its point. */
export const read = async (ask: Ask, path: string): Promise<KubernetesObject> => {
  const answer = await ask('GET', path);
  if (answer.status !== 200) throw new Error(`GET ${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as KubernetesObject;
};

export const uidOf = async (ask: Ask, path: string): Promise<string> => (await read(ask, path)).metadata.uid ?? '';
