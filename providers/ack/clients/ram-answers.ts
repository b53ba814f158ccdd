import { flagIn, numberIn, objectIn, rowsIn, textIn, type JsonObject } from '../../wire/json.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
}

export interface AttachedPolicy {
  readonly name: string;
  /** System, Custom. */
  readonly type: string;
  readonly defaultVersion: string;
}

export interface PolicyVersion {
  readonly id: string;
  readonly isDefault: boolean;
  /** The document's text; '' in a list that leaves it out. */
  readonly document: string;
  readonly createDate: string;
}

export interface Policy {
  readonly name: string;
  readonly type: string;
  readonly defaultVersion: string;
  readonly attachments: number | null;
  readonly document: string;
}

/** Who has a policy, by name. */
export interface PolicyEntities {
  readonly roles: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export const attachedIn = (row: JsonObject): AttachedPolicy => ({
  name: textIn(row, 'PolicyName'),
  type: textIn(row, 'PolicyType'),
  defaultVersion: textIn(row, 'DefaultVersion'),
});

export const policyVersionIn = (row: JsonObject): PolicyVersion => ({
  id: textIn(row, 'VersionId'),
  isDefault: flagIn(row, 'IsDefaultVersion') === true,
  document: textIn(row, 'PolicyDocument'),
  createDate: textIn(row, 'CreateDate'),
});

/** The default version's document stands beside the policy, in old answers within it. */
export const policyIn = (body: JsonObject): Policy | null => {
  const policy = objectIn(body, 'Policy');
  const name = textIn(policy, 'PolicyName');
  const document = textIn(objectIn(body, 'DefaultPolicyVersion'), 'PolicyDocument') || textIn(policy, 'PolicyDocument');
  if (name === '' || document === '') return null;
  return {
    name,
    type: textIn(policy, 'PolicyType'),
    defaultVersion: textIn(policy, 'DefaultVersion') || textIn(objectIn(body, 'DefaultPolicyVersion'), 'VersionId'),
    attachments: numberIn(policy, 'AttachmentCount'),
    document,
  };
};

const names = (body: JsonObject, outer: string, inner: string): readonly string[] =>
  (rowsIn(body, outer, inner) ?? []).map((row) => textIn(row, `${inner}Name`));

/** A policy that only roles have may come without the other two lists; without `Roles` it is no answer of this call. */
export const entitiesIn = (body: JsonObject): PolicyEntities | null =>
  rowsIn(body, 'Roles', 'Role') === null
    ? null
    : {
        roles: names(body, 'Roles', 'Role'),
        users: names(body, 'Users', 'User'),
        groups: names(body, 'Groups', 'Group'),
      };
