import CsModule, * as Cs from '@alicloud/cs20151215';
import OpenApiModule, { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core';
import StsModule from '@alicloud/sts20150401';
import type { Twin } from '../../src/twin/start.ts';

export { Cs };

// CommonJS: whether the class is the default or the default's default depends on who loads it.
const CsClient = 'default' in CsModule ? CsModule.default : (CsModule as typeof Cs.default.default);
const StsClient = 'default' in StsModule ? StsModule.default : StsModule;
const OpenApiClient = 'default' in OpenApiModule ? OpenApiModule.default : OpenApiModule;

export interface Keys {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** v2 is what the core calls the older schemes. Default: ACS3. */
  readonly signatureAlgorithm?: 'v2';
}

/** No retryOptions: the vendor's SDK then sends each call once. */
const configure = ({ url, ready: { ca } }: Twin, keys: Keys): $OpenApiUtil.Config =>
  new $OpenApiUtil.Config({
    accessKeyId: 'LTAItwin',
    accessKeySecret: 'twin-secret',
    ...keys,
    endpoint: new URL(url).host,
    protocol: new URL(url).protocol.replace(':', ''),
    ...(ca !== null && { ca }),
    regionId: 'cn-hangzhou',
    readTimeout: 10_000,
  });

export const csClient = (twin: Twin, keys: Keys = {}): InstanceType<typeof CsClient> =>
  new CsClient(configure(twin, keys));
export const stsClient = (twin: Twin, keys: Keys = {}): InstanceType<typeof StsClient> =>
  new StsClient(configure(twin, keys));
interface Generic {
  readonly method: 'GET' | 'POST';
  readonly pathname: string;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly bodyType?: 'json' | 'array';
}

/** A call of CS by hand, as clients make it that do without the generated SDK. */
export async function callCs(
  twin: Twin,
  generic: Generic,
): Promise<{ readonly statusCode: number; readonly body: unknown }> {
  const { method, pathname, body, query, bodyType = 'json' } = generic;
  const params = new $OpenApiUtil.Params({
    action: 'Generic',
    version: '2015-12-15',
    protocol: 'HTTPS',
    pathname,
    method,
    authType: 'AK',
    style: 'ROA',
    reqBodyType: 'json',
    bodyType,
  });
  const request = new $OpenApiUtil.OpenApiRequest({ ...(body !== undefined && { body }), ...(query && { query }) });
  // The class of the third argument is not exported; the client only reads fields of it.
  const answer = await new OpenApiClient(configure(twin, {})).callApi(params, request, {} as never);
  return { statusCode: answer['statusCode'] as number, body: answer['body'] };
}

/** What an SDK's promise was rejected with. */
export interface SdkError {
  readonly name: string;
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly retryAfter?: number;
  readonly requestId?: string;
}

/** The error a call must end with; a call that succeeds fails the test. */
export async function errorOf(call: Promise<unknown>): Promise<SdkError> {
  try {
    await call;
  } catch (error) {
    return error as SdkError;
  }
  throw new Error('the call succeeded');
}

/** Products of the RPC style, by the version that tells them apart. */
export const versions = {
  ECS: '2014-05-26',
  SLB: '2014-05-15',
  VPC: '2016-04-28',
  RAM: '2015-05-01',
  STS: '2015-04-01',
} as const;

interface RpcCall {
  readonly product: keyof typeof versions;
  readonly action: string;
  readonly query?: Record<string, unknown>;
  readonly keys?: Keys;
}

export type Row = Readonly<Record<string, unknown>>;

/** A call of an RPC product through the vendor's core; lists and objects are flattened by it. */
export async function callRpc<T = Row>(twin: Twin, { product, action, query = {}, keys = {} }: RpcCall): Promise<T> {
  const params = new $OpenApiUtil.Params({
    action,
    version: versions[product],
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const request = new $OpenApiUtil.OpenApiRequest({
    query: OpenApiUtil.query({ RegionId: 'cn-hangzhou', ...query }),
  });
  const answer = await new OpenApiClient(configure(twin, keys)).callApi(params, request, {} as never);
  return answer['body'] as T;
}
