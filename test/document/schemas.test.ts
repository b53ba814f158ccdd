import { readdirSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const paths = [
  ...readdirSync('schemas').map((name) => `schemas/${name}`),
  'providers/ack/cluster/spec.schema.json',
  'providers/aoc/virtual-machine/spec.schema.json',
  'src/generated/virtual-machine-set-spec.schema.json',
];

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a schema, by its pointer. */
const fieldsOf = (value: unknown, pointer = ''): readonly (readonly [string, Node])[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, `${pointer}/${String(index)}`));
  if (!isNode(value)) return [];
  const properties = isNode(value['properties']) ? Object.entries(value['properties']) : [];
  const own = properties.flatMap(([name, field]) => (isNode(field) ? [[`${pointer}/${name}`, field] as const] : []));
  return [...own, ...Object.entries(value).flatMap(([key, child]) => fieldsOf(child, `${pointer}/${key}`))];
};

const described = (root: unknown, field: Node): boolean => {
  const name = typeof field['$ref'] === 'string' ? field['$ref'].replace('#/$defs/', '') : null;
  const definitions = isNode(root) && isNode(root['$defs']) ? root['$defs'] : {};
  const target = name === null ? field : { ...(isNode(definitions[name]) ? definitions[name] : {}), ...field };
  return typeof target['description'] === 'string' && target['description'] !== '';
};

describe('the schemas', () => {
  it.each(paths)('%s has a versioned id, and describes every field', (path) => {
    const schema = read(path);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(/^https:\/\/onward\.dev\/schemas\/onward[/.].*\d\/[a-z-]+\.schema\.json$/) as string,
    });
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(4);
    expect(fields.filter(([, field]) => !described(schema, field)).map(([pointer]) => pointer)).toEqual([]);
  });
});

/** What the format knows, also where this version refuses it. */
const everything = `
apiVersion: onward/v1
kind: AckCluster
metadata: {name: prod-hangzhou, labels: {wave: canary}, annotations: {onward/change: CHG12345}}
spec:
  account: prod
  region: cn-hangzhou
  clusterId: c82e6987e2961451182edacd74faf0000
  edition: pro
  tier: small
  onFailure: keepPreparations
  apiServerLoadBalancer: {spec: slb.s1.small, ifSpecRefused: fail}
  migrationBucket: {name: prod-move, create: false, grantIn: masterRolePolicy, policyName: auto, rotateVersions: false}
  masters: {cloudAssistant: require, systemPods: require, afterMigration: remove, reviewAfter: 7d}
  gates: {window: sat-night, confirm: name}
  probes: [{http: "https://shop.example.com/healthz", greenBefore: 3, greenAfter: 10m}]
  attestations: {allowList: "ticket 55-0911", backup: "velero 2026-11-27"}
  waivers: [{code: ACK104, reason: "1.16, CHG12344", expires: 2026-12-01}]
---
apiVersion: onward/v1
kind: AckCluster
metadata: {name: short}
spec: {clusterId: c82e6987e2961451182edacd74faf0000}
---
apiVersion: onward/v1
kind: Project
metadata: {name: ack-to-pro}
spec:
  documents: ["clusters/**/*.yaml"]
  store: "oss://acme-onward/ack"
  accounts: [{name: prod, id: "1234567890123456"}]
  defaults: [{kind: AckCluster, spec: {account: prod, region: cn-hangzhou, edition: pro, gates: {window: sat-night}}}]
  windows: [{name: sat-night, timezone: Asia/Shanghai, allow: [{days: [Sat], from: "02:00", to: "05:00"}], onOverrun: finish}]
  approvals: {prepare: 1, oneWay: 2, from: reviews, policyFrom: main, validFor: 14d}
  limits: {parallel: 2, perRegion: 1}
  stopOn: {failed: 1, ambiguous: 1}
  kubernetes: now
  waves: [{name: canary, selector: {matchLabels: {wave: canary}}, soak: 24h}, {name: rest, percent: 100}]
  contacts: {owner: platform@example.com, onCall: "#oncall"}
---
apiVersion: onward/v1
kind: VirtualMachineSet
metadata: {name: erp}
spec:
  operationCenter: hz
  selector: {cluster: hz-a, matchLabels: {app: erp}, names: [erp-db], exclude: [erp-lic]}
  expect: {machines: 37}
  rollout: {parallel: 4, perSourceHost: 2, perTargetHost: 2, perPair: 3}
  template:
    spec:
      placement: {cluster: hz-b, hosts: []}
      method: auto
      maxDowntime: none
      network: direct
      networks: [{from: v10, to: v110}]
      storagePolicy: {k: 4, m: 2, thin: true}
      attestations: {cpuCompatible: seen, osInstalled: seen, backup: seen}
      shutdown: {by: person, grace: 10m, onGraceOver: wait}
      cutover: {window: sat-night, deadline: 4h, onDeadline: alert}
      finalPower: asBefore
      source: keep
      devices: refuse
  overrides: [{name: erp-db, spec: {maxDowntime: short, cutover: {at: "2026-11-28T22:00:00+08:00"}}}]
---
apiVersion: onward/v1
kind: VirtualMachine
metadata: {name: erp-db}
spec: {operationCenter: hz, machine: {cluster: hz-a, name: erp-db}, placement: {cluster: hz-b}, newName: erp-db-2}
---
apiVersion: onward/v1
kind: World
`;

describe('the bundle for editors', () => {
  const ajv = new Ajv2020.default({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv, ['date', 'date-time']);
  const fits = ajv.compile(read('schemas/bundle.schema.json') as object);

  it.each(parseAllDocuments(everything).map((document) => ({ value: document.toJS() as Node })))(
    'knows all that a $value.kind may say',
    ({ value }) => {
      expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
      expect(fits({ ...value, apiVersion: 'onward/v2' })).toBe(false);
      expect(fits({ ...value, kind: 'Other' })).toBe(false);
      expect(fits({ ...value, other: 1 })).toBe(false);
    },
  );

  it('says of a field that this version refuses it', () => {
    const text = readFileSync('schemas/bundle.schema.json', 'utf8');
    expect(text).toContain('Not honoured by this version of onward: using it is refused. How long the guest');
    expect(text).not.toContain('x-onward');
  });
});
