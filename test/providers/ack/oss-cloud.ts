import { createOss, type Oss } from '../../../providers/ack/clients/oss.ts';
import { createSession } from '../../../providers/ack/session.ts';
import { scriptCloud, type Script, type ScriptedCloud, type Scripted } from './scripted-cloud.ts';
import { keyEnv, settingsFor } from './settings.ts';

export const target = { bucket: 'etcd-prod', region: 'cn-hangzhou' };

/** An answer of object storage (ACK API reference, §3.9): XML, and its own request id. */
export const xml = (body: string, status = 200): Scripted => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-oss-request-id': 'OSS-REQ', 'x-acs-request-id': 'OSS-REQ' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

/** An error of object storage (§9.4). */
export const ossError = (status: number, code: string): Scripted =>
  xml(`<Error><Code>${code}</Code><Message>no &amp; never</Message><RequestId>R</RequestId></Error>`, status);

export const openOss = async (script: Script): Promise<{ readonly cloud: ScriptedCloud; readonly oss: Oss }> => {
  const cloud = await scriptCloud(script);
  return { cloud, oss: createOss(createSession(settingsFor(keyEnv(cloud.url)))) };
};
