import { header, type Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';
import { json } from './reply.ts';
import type { Refusal, Service } from './services/service.ts';
import { renderXml } from './xml.ts';

/** How an answer is to be written. */
export interface Format {
  readonly xml: boolean;
  /** The action, which names the root of XML. */
  readonly action: string;
  readonly requestId: string;
}

/**
 * RPC products answer XML when Format says so, and to the older scheme also when it says nothing; CS answers JSON alone.
 */
export function wantsXml(incoming: Incoming, service: Service, parameters: URLSearchParams): boolean {
  if (service.style === 'ROA') return false;
  const format = (parameters.get('Format') ?? '').toUpperCase();
  const older = header(incoming, 'authorization') === undefined && parameters.has('Signature');
  return format === 'XML' || (older && format === '');
}

/** The type is spelt just so: the vendor's clients parse XML only then. */
const xml = (status: number, body: string, headers: Readonly<Record<string, string>>): Reply => ({
  status,
  headers: { 'content-type': 'text/xml;charset=utf-8', ...headers },
  body,
});

export function renderAnswer(body: unknown, { xml: asXml, action, requestId }: Format): Reply {
  const headers = { 'x-acs-request-id': requestId };
  return asXml ? xml(200, renderXml(`${action}Response`, body), headers) : json(200, body, headers);
}

/** Errors in the product's casing: CS in lower case, RPC products in PascalCase. */
export function renderRefusal(service: Service, { status, code, message, more }: Refusal, format: Format): Reply {
  const { requestId } = format;
  const headers = { 'x-acs-request-id': requestId };
  if (service.style === 'ROA') return json(status, { code, message, requestId, ...more }, headers);
  const body = {
    RequestId: requestId,
    HostId: service.host,
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=${service.product}`,
    ...more,
  };
  return format.xml ? xml(status, renderXml('Error', body), headers) : json(status, body, headers);
}
