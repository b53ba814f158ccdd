import { describe, expect, it } from 'vitest';
import { operations } from '../../../../../providers/ack/cluster/operations/all.ts';
import type { JsonObject } from '../../../../../providers/wire/json.ts';
import { proveStates, type State } from './prove-states.ts';
import { call, fence, since, stubHands, type Cloud } from './stub-hands.ts';
import { assistant, instance, masters, node, nodesPath } from './things.ts';

const installed = (answers: boolean | null): Cloud => ({
  answers: { describeCloudAssistantStatus: [assistant(answers)] },
});
const ecs = (over: Readonly<Record<string, unknown>>): Cloud => ({ answers: { describeInstances: [instance(over)] } });

interface Boot {
  readonly status?: string;
  readonly answers?: boolean;
  readonly nodes?: readonly JsonObject[];
}
const boot = ({ status = 'Running', answers = false, nodes = masters }: Boot): Cloud => ({
  answers: { describeInstances: [instance({ status })], describeCloudAssistantStatus: [assistant(answers)] },
  lists: { [nodesPath]: nodes },
});
const others = masters.slice(1);
const rebooted = [node({ bootId: 'boot-2' }), ...others];

const machines: readonly State[] = [
  { operation: 'install-assistant', reason: 'it answers', cloud: installed(true), is: 'done' },
  { operation: 'install-assistant', reason: 'it does not', cloud: installed(false), since, is: 'not-done' },
  {
    operation: 'install-assistant',
    reason: 'the accepted call takes effect with the next reboot',
    cloud: installed(false),
    since: { ...since, task: 'REQ-W' },
    is: 'done',
    says: 'accepted as REQ-W',
  },
  { operation: 'install-assistant', reason: 'nobody says', cloud: installed(null), is: 'unreadable' },
  {
    operation: 'install-assistant',
    reason: 'no row of it',
    cloud: { answers: { describeCloudAssistantStatus: [] } },
    is: 'unreadable',
  },
  { operation: 'protect-instance', reason: 'it is on', cloud: ecs({ deletionProtection: true }), is: 'done' },
  { operation: 'protect-instance', reason: 'nobody says', cloud: ecs({ deletionProtection: null }), is: 'unreadable' },
  {
    operation: 'protect-instance',
    reason: 'no such instance',
    cloud: { answers: { describeInstances: [] } },
    is: 'unreadable',
  },
  {
    operation: 'reboot-master',
    reason: 'the boot of the plan',
    cloud: boot({}),
    is: 'not-done',
    performs: 'rebootInstance',
  },
  { operation: 'reboot-master', reason: 'the same boot after the intent', cloud: boot({}), since, is: 'not-done' },
  {
    operation: 'reboot-master',
    reason: 'the same boot, although the assistant answers by now',
    cloud: boot({ answers: true }),
    since,
    is: 'not-done',
  },
  {
    operation: 'reboot-master',
    reason: 'another boot, Ready, and the assistant answers',
    cloud: boot({ nodes: rebooted, answers: true }),
    since,
    is: 'done',
    says: 'CloudAssistantStatus=true',
    performs: 'Onward.AlreadySo',
  },
  {
    operation: 'reboot-master',
    reason: 'another boot, and the assistant does not answer yet',
    cloud: boot({ nodes: rebooted }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'reboot-master',
    reason: 'another boot, not Ready yet',
    cloud: boot({ nodes: [node({ bootId: 'boot-2', ready: 'False' }), ...others], answers: true }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'reboot-master',
    reason: 'somebody rebooted it since the plan, to no avail',
    cloud: boot({ nodes: rebooted }),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'reboot-master',
    reason: 'on its way down',
    cloud: boot({ status: 'Stopping' }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'reboot-master',
    reason: 'stopped for a moment',
    cloud: boot({ status: 'Stopped' }),
    since,
    is: 'in-flight',
  },
  {
    operation: 'reboot-master',
    reason: 'somebody stopped it',
    cloud: boot({ status: 'Stopped' }),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'reboot-master',
    reason: 'another master is not Ready',
    cloud: boot({ nodes: [masters[0]!, masters[1]!, node({ number: 3, ready: 'Unknown' })] }),
    is: 'not-done',
    performs: 'Onward.OthersNotReady',
  },
  {
    operation: 'reboot-master',
    reason: 'the other masters are not to be seen',
    cloud: boot({ nodes: masters.slice(0, 2) }),
    is: 'not-done',
    performs: 'Onward.OthersNotReady',
  },
  {
    operation: 'reboot-master',
    reason: 'a Node of its name that is another instance',
    cloud: boot({ nodes: [node({ providerId: 'cn-hangzhou.i-other' }), ...others] }),
    is: 'not-done',
    performs: 'Onward.NotThisOne',
  },
  {
    operation: 'reboot-master',
    reason: 'a kubelet that says no boot',
    cloud: boot({ nodes: [node({ bootId: '' }), ...others] }),
    is: 'unreadable',
  },
];

proveStates('a machine', machines);

const performed = async (operation: string, cloud: Cloud, args = {}) => {
  const stub = stubHands(cloud);
  return { stub, answer: await operations[operation]!.perform(stub.hands, call(operation, args), fence) };
};

describe('how it is sent and answered', () => {
  it('keeps the request of an accepted installation as its task', async () => {
    const { answer } = await performed('ack.install-assistant/1', installed(false), { instance: 'i-master1' });
    expect(answer).toEqual({ is: 'accepted', request: 'REQ-W', task: 'REQ-W' });
  });
});
