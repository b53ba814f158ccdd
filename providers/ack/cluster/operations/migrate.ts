import { probeMigrate } from './migrate-probe.ts';
import type { Operation } from './operation.ts';
import { targetOf } from '../observe.ts';

/**
 * MigrateCluster: `POST /clusters/{id}/migrate`, sent once under its fence. The body is the one that the vendor's
 * Terraform provider is accepted with: type and spec, as the plan's arguments say.
 */
export const migrate: Operation = {
  probe: probeMigrate,
  perform: ({ cs }, { desired, args }, fence) => {
    const body = { type: args['type'] ?? 'ManagedKubernetes', spec: args['spec'] ?? 'ack.pro.small' };
    return cs.migrateCluster(targetOf(desired), body, fence);
  },
};
