import { acrossEndpoint } from './across.ts';
import { cutoverEndpoints } from './cutover.ts';
import { deviceEndpoints } from './devices.ts';
import { migrateEndpoint } from './migrate.ts';
import { powerEndpoints } from './power.ts';
import { readEndpoints } from './reads.ts';
import type { Endpoint } from './request.ts';
import { loginEndpoint } from './session.ts';

/** All of `POST /v2/api/<name>`. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  login: loginEndpoint,
  ...readEndpoints,
  ...powerEndpoints,
  'migrate-vm': migrateEndpoint,
  'migrate-vm-across-cluster': acrossEndpoint,
  ...cutoverEndpoints,
  ...deviceEndpoints,
};

export const findEndpoint = (name: string): Endpoint | undefined =>
  Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;

/** What fault rules may name. */
export const aocActions: readonly string[] = [...Object.keys(endpoints), 'get-version', 'graphql'];
