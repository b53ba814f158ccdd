import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { bits, integer, objectId, octets, sequence, set, tagged, time, utf8, yes } from './der.ts';

/** Who a certificate is for. */
interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
}

/** Who vouches for it. An authority's own certificate is signed by itself. */
interface Issuer extends Subject {
  readonly privateKey: KeyObject;
}

interface Wanted {
  readonly subject: Subject;
  readonly issuer: Issuer;
  /** Ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Host names and addresses of a server; none: an authority. */
  readonly hosts: readonly string[];
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

const nameOf = (text: string): Buffer => sequence(set(sequence(objectId('2.5.4.3'), utf8(text))));

const spki = ({ publicKey }: Subject): Buffer => publicKey.export({ type: 'spki', format: 'der' });

const keyId = (subject: Subject): Buffer => createHash('sha1').update(spki(subject)).digest();

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(objectId(id), ...(critical ? [yes] : []), octets(value));

/** GeneralName: 2 is a DNS name, 7 an address. */
const hostName = (host: string): Buffer =>
  isIP(host) === 4 ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host));

const ofAuthority = (): readonly Buffer[] => [
  extension('2.5.29.19', sequence(yes), true),
  // keyCertSign and cRLSign.
  extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
];

const ofServer = (hosts: readonly string[]): readonly Buffer[] => [
  extension('2.5.29.19', sequence(), true),
  // digitalSignature.
  extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
  // serverAuth.
  extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
  extension('2.5.29.17', sequence(...hosts.map(hostName))),
];

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

/** A version 3 certificate for an elliptic key, as PEM (RFC 5280). */
export function issueCertificate({ subject, issuer, from, to, hosts }: Wanted): string {
  const extensions = [
    ...(hosts.length === 0 ? ofAuthority() : ofServer(hosts)),
    extension('2.5.29.14', octets(keyId(subject))),
    extension('2.5.29.35', sequence(tagged(0x80, keyId(issuer)))),
  ];
  // Below 0x80, so that 16 bytes are 16 bytes, and never zero.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    nameOf(issuer.name),
    sequence(time(from), time(to)),
    nameOf(subject.name),
    spki(subject),
    tagged(0xa3, sequence(...extensions)),
  );
  return pem(sequence(body, ecdsaWithSha256, bits(sign('sha256', body, issuer.privateKey))));
}
