import { oneCluster } from './start-world.ts';

export const bucket = 'prod-move';
export const balancer = 'lb-bp1o94dp5i6ea';
const masterRole = 'KubernetesMasterRole-1f2e';
export const masterPolicy = 'k8sMasterRolePolicy-1f2e';

/** The statement that the migration guide tells to add. */
export const grant = {
  Effect: 'Allow',
  Action: ['oss:PutObject', 'oss:GetObject'],
  Resource: [`acs:oss:*:*:${bucket}/*`],
};

const policy = (statements: readonly object[]): string =>
  `document: ${JSON.stringify({ Version: '1', Statement: statements })}`;

interface Parts {
  /** Further lines of the cluster. */
  readonly cluster?: string;
  /** Of the first, second and third master. */
  readonly masters?: readonly [string, string, string];
  readonly balancer?: string;
  readonly bucket?: string;
  readonly statements?: readonly object[];
  /** Further sections of the world. */
  readonly rest?: string;
}

/** A dedicated cluster that nothing keeps from being migrated, but for what is said. */
export function dedicatedWorld(parts: Parts = {}): string {
  const { cluster = '', masters = ['', '', ''], statements = [grant] } = parts;
  const list = masters.map((fields, index) => `{instance: i-bp1${'abc'[index] ?? ''}, ${fields}}`).join(', ');
  const ofWorld = [
    `slb: {loadBalancers: [{id: ${balancer}, ${parts.balancer ?? ''}}]}`,
    `ram: {roles: [{name: ${masterRole}, policies: [{name: ${masterPolicy}, ${policy(statements)}}]}]}`,
    `oss: {buckets: [{name: ${bucket}, ${parts.bucket ?? ''}}]}`,
    parts.rest ?? '',
  ];
  return oneCluster(`type: Kubernetes, loadBalancer: ${balancer}, masters: [${list}], ${cluster}`, ofWorld.join('\n'));
}
