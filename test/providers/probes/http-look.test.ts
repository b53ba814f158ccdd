import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLook } from '../../../providers/probes/clients/http-look.ts';
import { hasOpenssl, makeCertificate } from '../self-signed.ts';
import { service } from './services.ts';

const look = createLook({ monotonic: () => 0 });
const answers = (status: number, headers = {}) =>
  service((_, response) => {
    response.writeHead(status, headers).end('a body with canary-body-77');
  });

describe('a look at a service', () => {
  it.each([
    { status: 200, green: true },
    { status: 204, green: true },
    { status: 404, green: false },
    { status: 503, green: false },
  ])('is green: $green at status $status, and says it without the body', async ({ status, green }) => {
    const { url } = await answers(status);
    expect(await look(url)).toEqual({ green, says: `${status} in 0 ms` });
  });

  it('follows no redirect, and does not say where it leads: that may hold a token', async () => {
    const there = await answers(200);
    const { url } = await answers(302, { location: `${there.url}?token=canary` });
    expect(await look(url)).toEqual({ green: false, says: '302 in 0 ms, a redirect, which is not followed' });
    expect(there.asked).toEqual([]);
  });

  it('sends nothing that says who asks but its name', async () => {
    const { url, asked } = await answers(200);
    await look(url);
    expect(asked[0]?.method).toBe('GET');
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'cache-control',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('says why there is no answer, in its own words', async () => {
    const { url } = await answers(200);
    const shut = new URL(url);
    shut.port = '1';
    expect(await look(shut.href)).toEqual({ green: false, says: 'the connection was refused' });
    const torn = await service((request) => void request.socket.destroy());
    expect(await look(torn.url)).toEqual({ green: false, says: 'the connection was reset' });
  });

  it('waits 5 s and no longer', async () => {
    const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      expect(ms).toBe(5000);
      const end = new AbortController();
      setImmediate(() => {
        end.abort();
      });
      return end.signal;
    });
    const { url } = await service(() => undefined);
    expect(await look(url)).toEqual({ green: false, says: 'no answer within 5 s' });
    limit.mockRestore();
  });

  it('lets go of an answer that does not end', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const { url } = await service((_, response) => {
      response.on('close', closed);
      response.writeHead(200).write(Buffer.alloc(64 * 1024));
    });
    expect(await look(url)).toMatchObject({ green: true });
    await gone;
  });

  it.runIf(hasOpenssl)('verifies certificates, also where the environment says not to', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'onward-look-'));
    const { certificate, key } = makeCertificate(folder, 'shop');
    rmSync(folder, { recursive: true });
    const server = https.createServer({ cert: certificate, key }, (_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { port } = server.address() as AddressInfo;
    expect(await look(`https://127.0.0.1:${port}/`)).toEqual({
      green: false,
      says: 'the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    vi.unstubAllEnvs();
  });
});
