import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'ci/kubernetes/operator/stack.yaml'), 'utf8');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const manifests = parseAllDocuments(text).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS() as Manifest;
});

const named = (kind: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
};

/**
 * The fields of a Stack's spec (pulumi.com/v1, operator 2) that the manifest may use. The operator's own schema is in no
 * package and is not kept here; the manifest was held against it when it was written.
 */
const fields = new Set(
  (
    'backend branch config continueResyncOnCommitMatch destroyOnFinalize envRefs projectRepo refresh repoDir ' +
    'retryOnUpdateConflict serviceAccountName stack workspaceTemplate'
  ).split(' '),
);

interface Pod {
  readonly containers: readonly { readonly name: string; readonly volumeMounts: readonly Mount[] }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
}

const podOf = ({ spec }: Manifest): Pod =>
  (spec['workspaceTemplate'] as { spec: { podTemplate: { spec: Pod } } }).spec.podTemplate.spec;

describe("the manifest for Pulumi's operator", () => {
  it('is one Stack of the version that the operator serves, with fields that it has', () => {
    const { apiVersion, spec } = named('Stack');
    expect(apiVersion).toBe('pulumi.com/v1');
    expect(Object.keys(spec).filter((field) => !fields.has(field))).toEqual([]);
    expect(spec['serviceAccountName']).toBe(named('ServiceAccount').metadata.name);
  });

  it('configures what the program reads and nothing else', () => {
    const read = readFileSync(join(root, 'src/pulumi/plain.ts'), 'utf8');
    const keys = Object.keys(named('Stack').spec['config'] as object).map((key) => key.replace(/^onward:/, ''));
    expect(keys).toEqual(['plan', 'store']);
    for (const key of keys) expect(read).toContain(`config.get('${key}')`);
  });

  it('keeps the store on a volume that outlives the pod', () => {
    const stack = named('Stack');
    const { containers, volumes } = podOf(stack);
    const store = (stack.spec['config'] as Record<string, string>)['onward:store'];
    const mount = containers.flatMap(({ volumeMounts }) => volumeMounts).find(({ mountPath }) => mountPath === store);
    const claim = volumes.find(({ name }) => name === mount?.name)?.persistentVolumeClaim?.claimName;
    expect(claim).toBe(named('PersistentVolumeClaim').metadata.name);
  });

  it('holds no secret, never destroys, and gives no yes by itself', () => {
    expect(named('Stack').spec['destroyOnFinalize']).toBe(false);
    expect(text).not.toMatch(/onward:approve: |LTAI[A-Za-z0-9]{8}|secretKey/);
  });
});
