import http from 'node:http';
import https from 'node:https';
import type { Exchanged, Outgoing as Request, Transport } from '../../src/core/transport.ts';

/** One HTTP request. `agent: false` takes a new connection, so that no idle one that the server just closed is used. */
export interface Outgoing extends Request {
  readonly agent: http.Agent | false;
}

/** No answer this provider asks for comes near it; what does is refused before it fills memory. */
const mostBytes = 32 * 1024 * 1024;

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name could not be resolved just now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the connection timed out',
  EPIPE: 'the connection broke while sending',
  ABORT_ERR: 'no answer came in time',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself and not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by a trusted authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by a trusted authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Node's own texts may quote what was sent, so only the code is used. */
const wordsFor = (error: Error, { url, timeoutMs }: Outgoing): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const limit = code === 'ABORT_ERR' ? ` (${timeoutMs / 1000} s)` : '';
  return `${words[code] ?? `the connection failed (${code})`}${limit}, ${url.host}`;
};

const flatten = (headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

const gather = (response: http.IncomingMessage, settle: (exchanged: Exchanged) => void): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= mostBytes) return;
    settle({ is: 'silence', why: 'the answer is larger than 32 MiB', tooLarge: true });
    response.destroy();
  });
  response.on('error', () => {
    settle({ is: 'silence', why: 'the connection broke in the middle of the answer', tooLarge: false });
  });
  response.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    settle({ is: 'answer', status: response.statusCode ?? 0, headers: flatten(response.headers), body });
  });
};

/** What sends requests: the network, or what the host has in its place. */
export const senderOf =
  ({ transport }: { readonly transport?: Transport | undefined }): ((outgoing: Outgoing) => Promise<Exchanged>) =>
  (outgoing) =>
    transport === undefined ? exchange(outgoing) : transport(outgoing);

/**
 * Sends one request once and reads its answer whole. Redirects are not followed and no proxy variable is read: a signed
 * request goes where the endpoint says, or nowhere.
 */
export const exchange = (outgoing: Outgoing): Promise<Exchanged> =>
  new Promise((resolve) => {
    const { method, url, body, agent, timeoutMs } = outgoing;
    // Set by hand: Node sends the body of a DELETE without its length, and the server then takes it for the next request.
    const length = { 'content-length': String(Buffer.byteLength(body ?? '')) };
    const headers = { ...outgoing.headers, ...(method === 'GET' ? {} : length) };
    const signal = AbortSignal.timeout(timeoutMs);
    const { request } = url.protocol === 'https:' ? https : http;
    const sent = request(url, { method, headers, agent, signal }, (response) => {
      gather(response, resolve);
    });
    sent.on('error', (error) => {
      resolve({ is: 'silence', why: wordsFor(error, outgoing), tooLarge: false });
    });
    sent.end(body ?? undefined);
  });
