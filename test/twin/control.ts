import type { Twin } from '../../src/twin/start.ts';

export interface Row {
  readonly at: string;
  readonly product: string;
  readonly action: string;
  readonly target: string;
  readonly kind: 'read' | 'write';
  readonly status: number;
  readonly request: string;
  readonly fault: string | null;
  readonly served: number | null;
}

export const calls = async ({ url }: Twin): Promise<readonly Row[]> =>
  (await (await fetch(`${url}/_twin/calls`)).json()) as readonly Row[];

/** A POST to /_twin/…, and the answer's status. */
export const post = (twin: Twin, path: string, body: unknown): Promise<Response> =>
  fetch(`${twin.url}/_twin/${path}`, { method: 'POST', body: JSON.stringify(body) });

export async function addFault(twin: Twin, rule: unknown): Promise<void> {
  const response = await post(twin, 'faults', rule);
  if (response.status !== 200) throw new Error(await response.text());
}

/** A GET to the first cluster's Kubernetes API. */
export const kubernetes = ({ ready }: Twin, path: string, token = ready.kubernetes?.token ?? ''): Promise<Response> =>
  fetch(`${ready.kubernetes?.url ?? ''}${path}`, { headers: { authorization: `Bearer ${token}` } });

/** "ok", or why the API server cannot be reached. */
export async function readyz(twin: Twin): Promise<string> {
  try {
    return await (await kubernetes(twin, '/readyz')).text();
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: string } };
    return cause?.code ?? String(error);
  }
}
