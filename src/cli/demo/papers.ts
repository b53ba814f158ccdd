/** What the demo writes down: a world in which one check stands in the way, and a document before and after the waiver. */

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const daysAhead = 14;

/** One Basic cluster of Kubernetes 1.16: the vendor wants 1.18, and once allowed 1.16, so that ACK104 may be waived. */
export const world = (now: number): string => `apiVersion: onward/v1
kind: World
now: "${new Date(now).toISOString().slice(0, 19)}Z"
ack:
  clusters:
    - id: c82e6987e2961451182edacd74faf0000
      name: prod-hangzhou
      type: ManagedKubernetes
      spec: ack.standard
      version: 1.16.9-aliyun.1
      region: cn-hangzhou
      workers: 6
`;

export const cluster = `apiVersion: onward/v1
kind: AckCluster
metadata: {name: prod-hangzhou}
spec:
  clusterId: c82e6987e2961451182edacd74faf0000
  region: cn-hangzhou
  edition: pro
`;

/** The lines that set ACK104 aside for a fortnight. */
export const waiver = (now: number): readonly string[] => [
  '  waivers:',
  '    - code: ACK104',
  '      reason: "CHG12344: to Pro at 1.16, upgrade right after"',
  `      expires: ${day(now + daysAhead * 86_400_000)}`,
];
