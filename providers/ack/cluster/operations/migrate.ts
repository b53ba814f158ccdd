import type { Json } from '../../../../src/core/fact.ts';
import type { OperationCall } from '../../../../src/core/operation.ts';
import { targetOf } from '../observe.ts';
import { probeMigrate } from './migrate-probe.ts';
import type { Operation } from './operation.ts';

const members = ['oss_bucket_name', 'oss_bucket_endpoint', 'type', 'spec'];

/**
 * Of a dedicated cluster: the bucket that etcd's copy goes through, as the API reference has it; type and spec only where the
 * plan names them. Of a managed one: type and spec, with which the vendor's Terraform provider is accepted.
 */
const bodyOf = (args: OperationCall['args']): Json =>
  'oss_bucket_name' in args
    ? Object.fromEntries(Object.entries(args).filter(([name]) => members.includes(name)))
    : { type: args['type'] ?? 'ManagedKubernetes', spec: args['spec'] ?? 'ack.pro.small' };

/** MigrateCluster: `POST /clusters/{id}/migrate`, sent once under its fence. */
export const migrate: Operation = {
  probe: probeMigrate,
  perform: ({ cs }, { desired, args }, fence) => cs.migrateCluster(targetOf(desired), bodyOf(args), fence),
};
