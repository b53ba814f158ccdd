import { canaries } from '../canaries/canaries.ts';
import type { Scene } from './scene.ts';

/** A person at the operation center's own console, or another program of theirs. */
export interface Console {
  /** The ids of the machines of a name, by cluster. */
  readonly ids: (name: string) => Promise<Readonly<Record<string, string>>>;
  /** All tasks there were. */
  readonly tasks: () => Promise<unknown>;
  /** A mutation of one machine. */
  readonly act: (path: string, id: string, data?: object) => Promise<number>;
}

interface Row {
  readonly id: string;
  readonly cluster: { readonly name: string };
}

export const consoleOf = async ({ twin }: Scene): Promise<Console> => {
  const post = (path: string, body: object, token?: string): Promise<Response> =>
    fetch(`${twin.url}/v2/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: token }) },
      body: JSON.stringify(body),
    });
  const answer = await post('login', { username: 'root', password: canaries.centerPassword, source: 'LOCAL' });
  const { data } = (await answer.json()) as { data: { token: string } };
  return {
    ids: async (name) => {
      const rows = (await (await post('get-vms', { where: { name } }, data.token)).json()) as readonly Row[];
      return Object.fromEntries(rows.map(({ id, cluster }) => [cluster.name, id]));
    },
    tasks: async () => (await post('get-tasks', { where: {} }, data.token)).json(),
    act: async (path, id, more) =>
      (await post(path, { where: { id }, ...(more === undefined ? {} : { data: more }) }, data.token)).status,
  };
};
