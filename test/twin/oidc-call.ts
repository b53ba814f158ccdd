import * as Sts from '@alicloud/sts20150401';
import type { Row, stsClient } from './clients.ts';

/** The vendor's own call, unsigned as it is. The answer's names are the client's. */
export const assumeRoleWithOidc = async (client: ReturnType<typeof stsClient>, request: Row): Promise<Row> => {
  const { body } = await client.assumeRoleWithOIDC(new Sts.AssumeRoleWithOIDCRequest(request));
  return body as unknown as Row;
};
