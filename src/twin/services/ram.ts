import { createPolicy, deletePolicy, getPolicy } from './ram/policies.ts';
import {
  attachPolicyToRole,
  detachPolicyFromRole,
  getRole,
  listEntitiesForPolicy,
  listPoliciesForRole,
  listRoles,
} from './ram/roles.ts';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './ram/versions.ts';
import { listGroupsForUser, listPoliciesForUser } from './ram/users.ts';
import { read, write } from './rpc.ts';
import type { Service, ServiceRequest } from './service.ts';

const nameIn = ({ query }: ServiceRequest, name: string): string => query.get(name) ?? '*';

const role = { target: 'RoleName', resources: (request: ServiceRequest) => [`role/${nameIn(request, 'RoleName')}`] };

const policy = {
  target: 'PolicyName',
  resources: (request: ServiceRequest) => [`policy/${nameIn(request, 'PolicyName')}`],
};

const user = { target: 'UserName', resources: (request: ServiceRequest) => [`user/${nameIn(request, 'UserName')}`] };

/** Attaching touches both. */
const both = {
  target: 'RoleName',
  resources: (request: ServiceRequest) => [...role.resources(request), ...policy.resources(request)],
};

/** Resource Access Management, 2015-05-01. */
export const ram: Service = {
  product: 'RAM',
  style: 'RPC',
  version: '2015-05-01',
  host: 'ram.aliyuncs.com',
  forbidden: 'NoPermission',
  operations: [
    read('GetRole', role, getRole),
    read('ListRoles', role, listRoles),
    read('ListPoliciesForRole', role, listPoliciesForRole),
    read('ListPoliciesForUser', user, listPoliciesForUser),
    read('ListGroupsForUser', user, listGroupsForUser),
    read('GetPolicy', policy, getPolicy),
    read('GetPolicyVersion', policy, getPolicyVersion),
    read('ListPolicyVersions', policy, listPolicyVersions),
    read('ListEntitiesForPolicy', policy, listEntitiesForPolicy),
    write('CreatePolicy', policy, createPolicy),
    write('DeletePolicy', policy, deletePolicy),
    write('CreatePolicyVersion', policy, createPolicyVersion),
    write('SetDefaultPolicyVersion', policy, setDefaultPolicyVersion),
    write('DeletePolicyVersion', policy, deletePolicyVersion),
    write('AttachPolicyToRole', both, attachPolicyToRole),
    write('DetachPolicyFromRole', both, detachPolicyFromRole),
  ],
};
