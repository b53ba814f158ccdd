import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate } from './certificate.ts';

/** What a listener needs to speak TLS. The key exists in memory alone. */
export interface Serving {
  readonly key: string;
  readonly cert: string;
}

/** An authority that lives as long as its twin: nobody trusts it who was not given its certificate. */
export interface ThrowAway extends Serving {
  /** The authority's certificate, PEM. */
  readonly ca: string;
  /** The same as a file, for clients that take a path. */
  readonly caFile: string;
  readonly remove: () => Promise<void>;
}

const day = 86_400_000;

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** Makes an authority, and a server of these names that it vouches for. `now` is real time: what checks a certificate knows no other. */
export async function makeThrowAway(hosts: readonly string[], now: number): Promise<ThrowAway> {
  const issuer = { name: 'onward twin, throw-away authority', ...newKeys() };
  const subject = { name: 'onward twin', ...newKeys() };
  const [from, to] = [now - day, now + 365 * day];
  const ca = issueCertificate({ subject: issuer, issuer, from, to, hosts: [] });
  const cert = issueCertificate({ subject, issuer, from, to, hosts });
  const folder = await mkdtemp(join(tmpdir(), 'onward-twin-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca, { mode: 0o600 });
  return {
    ca,
    caFile,
    cert,
    key: subject.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
