import type { Json } from '../../src/core/fact.ts';
import type { Product } from './endpoints.ts';
import { canonicalQuery, sign } from './signature.ts';
import { keyOf, transmit, unsent, type Manner, type Sent, type Wire } from './wire.ts';

/** The products whose calls are signed by ACS3. */
export type AcsProduct = Exclude<Product, 'OSS'>;

/** One call of a product, before it is signed. */
export interface CloudCall {
  readonly product: AcsProduct;
  readonly region: string | null;
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | null;
}

/** API versions (ACK API reference, §3.1 and §3.6–§3.8). */
const versions: Readonly<Record<AcsProduct, string>> = {
  CS: '2015-12-15',
  STS: '2015-04-01',
  ECS: '2014-05-26',
  SLB: '2014-05-15',
  VPC: '2016-04-28',
  RAM: '2015-05-01',
};

/** Signs and sends once. */
export const sendAcs = async (wire: Wire, call: CloudCall, manner: Manner): Promise<Sent> => {
  const base = wire.endpoints.of(call.product, call.region);
  if (!base.ok) {
    const [problem] = base.diagnostics;
    return unsent(problem?.code ?? 'CRD008', `${problem?.summary ?? 'no endpoint'}: nothing was sent`);
  }
  const keyed = await keyOf(wire);
  if (keyed.is === 'unsent') return keyed;
  const { method, path, query, action } = call;
  const url = base.value;
  const body = call.body === null ? null : JSON.stringify(call.body);
  const version = versions[call.product];
  const headers = sign({ method, host: url.host, path, query, body, action, version, ...manner.fence }, keyed.key);
  const search = canonicalQuery(query);
  const where = new URL(search === '' ? path : `${path}?${search}`, url);
  return transmit(wire, { method, url: where, headers: { ...headers, accept: 'application/json' }, body }, manner);
};
