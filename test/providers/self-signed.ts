import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A self-signed certificate for 127.0.0.1, made anew for each run: no key lies in the repository. */
export const makeCertificate = (
  folder: string,
  name: string,
): { readonly certificate: string; readonly key: string } => {
  const files = { key: path.join(folder, `${name}.key`), certificate: path.join(folder, `${name}.pem`) };
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const output = ['-keyout', files.key, '-out', files.certificate];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '1', ...curve, ...subject, ...output], {
    stdio: 'ignore',
  });
  return { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') };
};
