import { schemaErrors } from '../../src/core/schema-error.ts';
import type { DocumentKind } from '../../src/document/document-kind.ts';
import { validateAckClusterSpec } from '../../src/generated/validators.cjs';
import schema from '../../providers/ack/cluster/spec.schema.json' with { type: 'json' };

/** The real schema of an AckCluster, without the provider around it. */
export const ackKind: DocumentKind = {
  name: 'AckCluster',
  schema,
  validateSpec: (value) => schemaErrors(validateAckClusterSpec, value),
  lint: () => [],
  identity: ({ spec }) => JSON.stringify([spec['region'], spec['clusterId']]),
};
