import { isBucket } from '../core/bucket-place.ts';
import { codes } from '../core/codes.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../core/diagnostic.ts';
import type { Environment } from '../forge/place.ts';

/** What the action and the template hand in, by variables: text of a workflow never becomes part of a script. */
export interface Inputs {
  readonly documents: readonly string[];
  /** Where the plan file is written, or read from. */
  readonly plan: string;
  readonly run: string | null;
  /** A decision that a person says yes to. */
  readonly approve: string | null;
  readonly comment: boolean;
  /** Keeps comments of several pipelines on one change apart. */
  readonly name: string;
  readonly store: string;
  /** The store is brought by an artifact, and taken away by one. */
  readonly storeTravels: boolean;
  /** How the artifacts with the store begin. */
  readonly storeArtifact: string;
  readonly takeOver: boolean;
  /** Where the plan can be had, for a comment; '' where nobody said. */
  readonly artifact: string;
  /** Where GitLab's report of changes is written. */
  readonly report: string;
  /** The part of many targets that a job plans, as `i/n`. */
  readonly shard: string | null;
  /** Into how many parts the jobs before a summary planned. */
  readonly shards: number;
}

const wrong = (name: string, why: string): Diagnostic =>
  error('FRG015', { summary: `${name} ${why}`, detail: codes.FRG015.means, remedy: codes.FRG015.remedy });

/** A name that begins with a dash would be an option of onward's. */
const isOperand = (text: string): boolean => !text.startsWith('-') || text === '-';

interface Reader {
  readonly text: (name: string, fallback: string) => string;
  readonly flag: (name: string, fallback: boolean) => boolean;
  readonly faults: Diagnostic[];
}

const readerOf = (env: Environment): Reader => {
  const faults: Diagnostic[] = [];
  const text = (name: string, fallback: string): string => {
    const value = (env[name] ?? '').trim() || fallback;
    if (!isOperand(value)) faults.push(wrong(name, 'begins with a dash'));
    return value;
  };
  const flag = (name: string, fallback: boolean): boolean => {
    const value = (env[name] ?? '').trim().toLowerCase();
    if (!['', 'true', 'false', '1', '0', 'yes', 'no'].includes(value))
      faults.push(wrong(name, 'is neither true nor false'));
    return value === '' ? fallback : ['true', '1', 'yes'].includes(value);
  };
  return { text, flag, faults };
};

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Each part has a file of its own: `plan.json` becomes `plan.3.json`. */
export const planOfShard = (plan: string, index: number | string): string => plan.replace(/(\.json)?$/, `.${index}$1`);

/** Which plan, of which part of the targets. */
const planOf = ({ text, faults }: Reader): Pick<Inputs, 'plan' | 'shard' | 'shards'> => {
  const [plan, shard, shards] = [
    text('ONWARD_CI_PLAN', 'plan.json'),
    text('ONWARD_CI_SHARD', '') || null,
    text('ONWARD_CI_SHARDS', '1'),
  ];
  const index = shard === null ? undefined : /^(\d{1,5})\/\d{1,5}$/.exec(shard)?.[1];
  if (shard !== null && index === undefined) faults.push(wrong('ONWARD_CI_SHARD', 'is not i/n'));
  if (!/^[1-9]\d{0,2}$/.test(shards)) faults.push(wrong('ONWARD_CI_SHARDS', 'is not a number from 1 to 999'));
  return { plan: index === undefined ? plan : planOfShard(plan, index), shard, shards: Number(shards) };
};

/** All inputs, and all that is wrong with them at once. */
export const inputsOf = (env: Environment): Result<Inputs> => {
  const reader = readerOf(env);
  const { text, flag, faults } = reader;
  const documents = linesOf(env['ONWARD_CI_DOCUMENTS'] ?? '');
  if (!documents.every(isOperand)) faults.push(wrong('ONWARD_CI_DOCUMENTS', 'has a line that begins with a dash'));
  const name = text('ONWARD_CI_NAME', 'onward');
  if (!/^[\w.-]{1,64}$/.test(name)) faults.push(wrong('ONWARD_CI_NAME', 'has other signs than letters, digits, . _ -'));
  const storeArtifact = text('ONWARD_CI_STORE_ARTIFACT', 'onward-store');
  if (!/^[\w.-]{1,64}$/.test(storeArtifact))
    faults.push(wrong('ONWARD_CI_STORE_ARTIFACT', 'has other signs than letters, digits, . _ -'));
  const store = text('ONWARD_STORE', '.onward');
  const storeTravels = flag('ONWARD_CI_STORE_TRAVELS', false);
  if (storeTravels && isBucket(store))
    faults.push(wrong('ONWARD_CI_STORE_TRAVELS', 'is for a folder; a store in a bucket stays where it is'));
  const approve = text('ONWARD_CI_APPROVE', '') || null;
  if (approve !== null && !/^[0-9a-f]{12,64}$/.test(approve))
    faults.push(wrong('ONWARD_CI_APPROVE', 'is not 12 or more hex digits of a decision'));
  const inputs: Inputs = {
    documents,
    ...planOf(reader),
    run: text('ONWARD_CI_RUN', '') || null,
    approve,
    comment: flag('ONWARD_CI_COMMENT', true),
    name,
    store,
    storeArtifact,
    storeTravels,
    takeOver: flag('ONWARD_CI_TAKE_OVER', false),
    artifact: text('ONWARD_CI_ARTIFACT', ''),
    report: text('ONWARD_CI_REPORT', 'onward-report.json'),
  };
  return faults.length > 0 ? fail(...faults) : succeed(inputs);
};
