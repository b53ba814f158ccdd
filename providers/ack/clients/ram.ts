import type { Answer, Fence } from '../../../src/core/operation.ts';
import { objectIn, rowsIn, textIn, type JsonObject } from '../../wire/json.ts';
import { mapReading, orAbsent, type Reading } from '../../wire/reading.ts';
import type { Session } from '../session.ts';
import {
  attachedIn,
  entitiesIn,
  policyIn,
  policyVersionIn,
  type AttachedPolicy,
  type Policy,
  type PolicyEntities,
  type PolicyVersion,
  type Role,
} from './ram-answers.ts';
import { createRpc, type Rpc } from './rpc.ts';

export interface PolicyName {
  readonly name: string;
  /** Only Custom ones can be changed. */
  readonly type: 'System' | 'Custom';
}

/** A new version of a custom policy, which becomes its default. */
export interface NewVersion {
  readonly policy: string;
  /** The document's text. */
  readonly document: string;
  /** Lets the service delete the oldest version that is not the default where there are five already. */
  readonly rotate: boolean;
}

export interface Attachment {
  readonly policy: string;
  readonly role: string;
}

/** The reads of RAM (RPC, 2015-05-01, one central endpoint; ACK API reference, §3.8). null: RAM says that there is none. */
export interface RamReads {
  getRole(role: string): Promise<Reading<Role | null>>;
  listPoliciesForRole(role: string): Promise<Reading<readonly AttachedPolicy[]>>;
  /** Those attached to the user itself; its groups have their own. */
  listPoliciesForUser(user: string): Promise<Reading<readonly AttachedPolicy[]>>;
  listPoliciesForGroup(group: string): Promise<Reading<readonly AttachedPolicy[]>>;
  /** Names of groups. */
  listGroupsForUser(user: string): Promise<Reading<readonly string[]>>;
  getPolicy(policy: PolicyName): Promise<Reading<Policy | null>>;
  getPolicyVersion(policy: PolicyName, version: string): Promise<Reading<PolicyVersion | null>>;
  listPolicyVersions(policy: PolicyName): Promise<Reading<readonly PolicyVersion[]>>;
  listEntitiesForPolicy(policy: PolicyName): Promise<Reading<PolicyEntities>>;
}

/** The writes of RAM (§4.4), all of custom policies. RAM shows what it did some seconds later. */
export interface RamWrites {
  /** Which id the new version got, listPolicyVersions tells. */
  createPolicyVersion(version: NewVersion, fence: Fence): Promise<Answer>;
  deletePolicyVersion(policy: string, version: string, fence: Fence): Promise<Answer>;
  setDefaultPolicyVersion(policy: string, version: string, fence: Fence): Promise<Answer>;
  createPolicy(policy: { readonly name: string; readonly document: string }, fence: Fence): Promise<Answer>;
  attachPolicyToRole(attachment: Attachment, fence: Fence): Promise<Answer>;
  detachPolicyFromRole(attachment: Attachment, fence: Fence): Promise<Answer>;
  deletePolicy(policy: string, fence: Fence): Promise<Answer>;
}

export type Ram = RamReads & RamWrites;

const absent = /^EntityNotExist\./;

const policyQuery = ({ name, type }: PolicyName) => ({ PolicyName: name, PolicyType: type });

const roleIn = (body: JsonObject): Role | null => {
  const role = objectIn(body, 'Role');
  return textIn(role, 'RoleName') === '' ? null : { name: textIn(role, 'RoleName'), arn: textIn(role, 'Arn') };
};

const versionIn = (body: JsonObject): PolicyVersion | null => {
  const version = policyVersionIn(objectIn(body, 'PolicyVersion'));
  return version.id === '' || version.document === '' ? null : version;
};

type Read = (action: string, query: Readonly<Record<string, string>>) => Promise<Reading<JsonObject>>;

type Attached = Pick<
  RamReads,
  'listPoliciesForRole' | 'listPoliciesForUser' | 'listPoliciesForGroup' | 'listGroupsForUser'
>;

/** Who has which policies: lists without pages. */
const createAttached = (read: Read): Attached => {
  const policies = (body: JsonObject) => rowsIn(body, 'Policies', 'Policy')?.map(attachedIn) ?? null;
  const list = async (action: string, query: Readonly<Record<string, string>>) =>
    mapReading(await read(action, query), policies, 'list “Policies”');
  return {
    listPoliciesForRole: (role) => list('ListPoliciesForRole', { RoleName: role }),
    listPoliciesForUser: (user) => list('ListPoliciesForUser', { UserName: user }),
    listPoliciesForGroup: (group) => list('ListPoliciesForGroup', { GroupName: group }),
    listGroupsForUser: async (user) => {
      const groups = (body: JsonObject) =>
        rowsIn(body, 'Groups', 'Group')?.map((row) => textIn(row, 'GroupName')) ?? null;
      return mapReading(await read('ListGroupsForUser', { UserName: user }), groups, 'list “Groups”');
    },
  };
};

const createReads = (rpc: Rpc): RamReads => {
  const read: Read = (action, query) => rpc.read({ region: null, action, query });
  return {
    getRole: async (role) =>
      orAbsent(mapReading(await read('GetRole', { RoleName: role }), roleIn, 'Role'), absent, rpc.stamp()),
    ...createAttached(read),
    getPolicy: async (policy) =>
      orAbsent(mapReading(await read('GetPolicy', policyQuery(policy)), policyIn, 'Policy'), absent, rpc.stamp()),
    getPolicyVersion: async (policy, version) => {
      const reading = await read('GetPolicyVersion', { ...policyQuery(policy), VersionId: version });
      return orAbsent(mapReading(reading, versionIn, 'PolicyVersion with its document'), absent, rpc.stamp());
    },
    listPolicyVersions: async (policy) => {
      const rows = (body: JsonObject) => rowsIn(body, 'PolicyVersions', 'PolicyVersion')?.map(policyVersionIn) ?? null;
      return mapReading(await read('ListPolicyVersions', policyQuery(policy)), rows, 'list “PolicyVersions”');
    },
    listEntitiesForPolicy: async (policy) =>
      mapReading(await read('ListEntitiesForPolicy', policyQuery(policy)), entitiesIn, 'list “Roles”'),
  };
};

const rotateStrategy = (rotate: boolean): string =>
  rotate ? 'DeleteOldestNonDefaultVersionWhenLimitExceeded' : 'None';

const createWrites = (rpc: Rpc): RamWrites => {
  const write = (action: string, query: Readonly<Record<string, string>>, fence: Fence): Promise<Answer> =>
    rpc.write({ region: null, action, query }, fence);
  const attachment = ({ policy, role }: Attachment) => ({ PolicyType: 'Custom', PolicyName: policy, RoleName: role });
  return {
    createPolicyVersion: ({ policy, document, rotate }, fence) => {
      const query = { PolicyName: policy, PolicyDocument: document, SetAsDefault: 'true' };
      return write('CreatePolicyVersion', { ...query, RotateStrategy: rotateStrategy(rotate) }, fence);
    },
    deletePolicyVersion: (policy, version, fence) =>
      write('DeletePolicyVersion', { PolicyName: policy, VersionId: version }, fence),
    setDefaultPolicyVersion: (policy, version, fence) =>
      write('SetDefaultPolicyVersion', { PolicyName: policy, VersionId: version }, fence),
    createPolicy: ({ name, document }, fence) =>
      write('CreatePolicy', { PolicyName: name, PolicyDocument: document }, fence),
    attachPolicyToRole: (one, fence) => write('AttachPolicyToRole', attachment(one), fence),
    detachPolicyFromRole: (one, fence) => write('DetachPolicyFromRole', attachment(one), fence),
    deletePolicy: (policy, fence) => write('DeletePolicy', { PolicyName: policy }, fence),
  };
};

export const createRam = (session: Session): Ram => {
  const rpc = createRpc(session, 'RAM');
  return { ...createReads(rpc), ...createWrites(rpc) };
};
