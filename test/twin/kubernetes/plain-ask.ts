import type { Answer, Ask } from '../../conformance/kubernetes/api.ts';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Asks a twin's API server: plain HTTP, and no client's reading of the API in between. */
export const plainAsk =
  (url: string, token: string): Ask =>
  async (method, path, body, type): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && {
          'content-type': type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'),
        }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parse(await response.text()),
    };
  };
