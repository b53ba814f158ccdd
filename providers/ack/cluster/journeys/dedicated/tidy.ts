import type { Json } from '../../../../../src/core/fact.ts';
import type { StepDraft } from '../../../../../src/core/kind.ts';
import { arrived } from '../expectations.ts';
import { change, inLine, type Draft, type Situation } from './situation.ts';

/** What etcd's copies are called (the vendor's public migration template). */
const copyPrefix = ({ spec }: Situation): string => `etcd_${spec.clusterId}_`;

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const revokeSteps = (situation: Situation, granted: readonly Draft[]): readonly Draft[] => {
  const expects = arrived(situation.facts);
  const at = (operation: string): Draft | undefined => granted.find((draft) => draft.operation === operation);
  const grant = at('ack.grant-bucket/1');
  if (grant !== undefined) {
    // A policy that had to make room for the grant has to for its end as well.
    const { bucket = '', policy = '', rotate = false } = grant.args;
    const title = `take the grant out of ${textOf(policy)}`;
    return [
      change({ id: 'revoke', operation: 'ack.revoke-bucket/1', title, args: { bucket, policy, rotate }, expects }),
    ];
  }
  const attached = at('ack.attach-own-policy/1');
  if (attached === undefined) return [];
  const { args } = attached;
  const name = textOf(args['policy']);
  const detach = change({
    id: 'detach-policy',
    operation: 'ack.detach-own-policy/1',
    title: `detach policy ${name}`,
    args,
    expects,
  });
  const remove = change({
    id: 'delete-policy',
    operation: 'ack.delete-own-policy/1',
    title: `delete policy ${name}`,
    args,
    expects,
  });
  return at('ack.create-own-policy/1') === undefined ? [detach] : [detach, remove];
};

const deleteCopy = (situation: Situation, bucket: string): Draft =>
  change({
    id: 'delete-copy',
    operation: 'ack.delete-etcd-copy/1',
    title: `delete oss://${bucket}/${copyPrefix(situation)}*`,
    args: { bucket, region: situation.spec.region, prefix: copyPrefix(situation) },
    expects: arrived(situation.facts),
  });

const bucketBack = ({ spec, facts }: Situation, bucket: string) => {
  const args = { bucket, region: spec.region };
  const expects = arrived(facts);
  return {
    restore: change({
      id: 'restore-hotlink',
      operation: 'ack.refuse-empty-referer/1',
      title: `${bucket}: hotlink protection on again`,
      args,
      expects,
    }),
    remove: change({
      id: 'delete-bucket',
      operation: 'ack.delete-bucket/1',
      title: `delete bucket ${bucket}, if empty`,
      args,
      expects,
    }),
  };
};

/**
 * etcd's copy deleted, and what the preparations opened closed again: only what this plan did. Each needs the proof and
 * what it cannot do without; a copy that cannot be deleted is no reason to leave a grant.
 */
export const tidySteps = (situation: Situation, prepared: readonly Draft[]): readonly StepDraft[] => {
  const bucket = situation.spec.migrationBucket?.name;
  if (bucket === undefined) return [];
  const did = (operation: string): boolean => prepared.some((draft) => draft.operation === operation);
  const { restore, remove } = bucketBack(situation, bucket);
  return [
    ...inLine([deleteCopy(situation, bucket)], ['prove']),
    ...inLine(revokeSteps(situation, prepared), ['prove']),
    ...(did('ack.allow-empty-referer/1') ? inLine([restore], ['prove']) : []),
    ...(did('ack.create-bucket/1') ? inLine([remove], ['delete-copy']) : []),
  ];
};
