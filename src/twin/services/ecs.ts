import { describeCloudAssistantStatus, describeInstanceRamRole, installCloudAssistant } from './ecs/assistant.ts';
import { describeInvocationResults, describeInvocations, runCommand } from './ecs/commands.ts';
import { instanceResources } from './ecs/find.ts';
import {
  describeDisks,
  describeInstanceAttribute,
  describeInstances,
  describeInstanceStatus,
} from './ecs/instances.ts';
import {
  deleteInstance,
  deleteInstances,
  modifyInstanceAttribute,
  rebootInstance,
  startInstance,
  stopInstances,
} from './ecs/power.ts';
import { read, write } from './rpc.ts';
import type { Service } from './service.ts';

const one = { target: 'InstanceId', resources: instanceResources };
const several = { target: 'InstanceIds', resources: instanceResources };

/** Elastic Compute Service, 2014-05-26. */
export const ecs: Service = {
  product: 'ECS',
  style: 'RPC',
  version: '2014-05-26',
  host: 'ecs.aliyuncs.com',
  forbidden: 'Forbidden.RAM',
  operations: [
    read('DescribeInstances', several, describeInstances),
    read('DescribeInstanceStatus', one, describeInstanceStatus),
    read('DescribeInstanceAttribute', one, describeInstanceAttribute),
    write('ModifyInstanceAttribute', one, modifyInstanceAttribute),
    read('DescribeDisks', one, describeDisks),
    read('DescribeCloudAssistantStatus', one, describeCloudAssistantStatus),
    write('InstallCloudAssistant', one, installCloudAssistant),
    read('DescribeInstanceRamRole', several, describeInstanceRamRole),
    write('RunCommand', one, runCommand),
    read('DescribeInvocationResults', one, describeInvocationResults),
    read('DescribeInvocations', one, describeInvocations),
    write('RebootInstance', one, rebootInstance),
    write('StartInstance', one, startInstance),
    write('StopInstances', one, stopInstances),
    write('DeleteInstance', one, deleteInstance),
    write('DeleteInstances', one, deleteInstances),
  ],
};
