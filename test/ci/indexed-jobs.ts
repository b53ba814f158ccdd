import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from './action.ts';

export interface Pod {
  readonly containers: readonly {
    readonly name: string;
    readonly command: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
  }[];
}

interface JobSpec {
  readonly completions: number;
  readonly parallelism: number;
  readonly podFailurePolicy: {
    readonly rules: readonly { readonly onExitCodes?: { readonly values: readonly number[] } }[];
  };
  readonly template: { readonly metadata: object; readonly spec: Pod };
}

/** An object of a manifest, as far as tests look at it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly generateName?: string; readonly namespace?: string };
  readonly spec?: JobSpec & { readonly jobTemplate?: { readonly spec: JobSpec } };
}

/** All objects of a file below ci/kubernetes. */
export const manifestsIn = (...path: readonly string[]): readonly Manifest[] =>
  parseAllDocuments(readFileSync(join(root, 'ci', 'kubernetes', ...path), 'utf8')).map((one) => one.toJS() as Manifest);

export interface IndexedJob {
  readonly name: string;
  readonly completions: number;
  readonly parallelism: number;
  /** Exit codes that end a part at once. */
  readonly failing: readonly number[];
  readonly pod: Pod;
  readonly template: JobSpec['template'];
}

const jobIn = (file: string): IndexedJob => {
  const [manifest] = manifestsIn('indexed-job', file);
  const spec = manifest?.spec?.jobTemplate?.spec ?? manifest?.spec;
  if (manifest === undefined || spec === undefined) throw new Error(`${file} has no job`);
  const { completions, parallelism, podFailurePolicy, template } = spec;
  const failing = podFailurePolicy.rules.flatMap(({ onExitCodes }) => onExitCodes?.values ?? []);
  const { name = manifest.metadata.generateName ?? '' } = manifest.metadata;
  return { name, completions, parallelism, failing, pod: template.spec, template };
};

export const indexedJobs = { plan: jobIn('plan.yaml'), drift: jobIn('drift.yaml') };
