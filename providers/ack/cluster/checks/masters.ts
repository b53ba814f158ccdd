import type { Check, CheckSubject, Judgement } from '../../../../src/core/check.ts';
import { listOf } from '../dedicated-facts.ts';
import { onlyDedicated } from './columns.ts';
import { few, inLine, plural } from './fact-values.ts';

const at = '/spec/clusterId';

/** A running ECS instance; ECS writes the word with a capital. */
const runs = (status: string): boolean => /^running$/i.test(status);

const stand = ({ observed: { facts } }: CheckSubject): Judgement => {
  const nodes = listOf(facts, 'masters.nodes');
  const instances = listOf(facts, 'masters.instances');
  const objects = listOf(facts, 'masters.objects');
  const missing = nodes.filter(({ instance }) => !instances.some(({ id }) => id === instance));
  const wrong = [
    ...(nodes.length === 3 || nodes.length === 5 ? [] : [`${plural(nodes.length, 'master')}; 3 or 5 are needed`]),
    ...missing.map(({ instance }) => `${instance}: there is no such ECS instance`),
    ...instances.filter(({ status }) => !runs(status)).map(({ id, status }) => `${id} is ${status}; Running is needed`),
    ...instances
      .filter(({ id }) => !objects.some(({ instance }) => instance === id))
      .map(({ id }) => `${id} has no Node object of its provider id`),
    ...objects.filter(({ ready }) => !ready).map(({ name }) => `Node ${name} is not Ready`),
  ].map(inLine);
  if (wrong.length === 0) return { verdict: 'pass', summary: `${nodes.length} masters, Running and Ready` };
  return {
    verdict: 'fail',
    summary: `${plural(wrong.length, 'fault')} of the masters; 0 allowed: ${few(wrong, 1)}`,
    ...(wrong.length === 1 ? {} : { detail: wrong.join('\n') }),
    remedy: 'bring the masters to 3 or 5, Running and Ready, each with its Node object; then plan again',
    at,
  };
};

const answersWithoutToken = ({ observed: { facts } }: CheckSubject): Judgement => {
  const strict = listOf(facts, 'masters.instances').filter(({ httpTokens }) => httpTokens === 'required');
  if (strict.length === 0) return { verdict: 'pass', summary: "the masters' metadata service answers without a token" };
  const command = (id: string): string =>
    `aliyun ecs ModifyInstanceMetadataOptions --InstanceId ${id} --HttpTokens optional`;
  return {
    verdict: 'warn',
    summary: `metadata only with a token on ${plural(strict.length, 'master')}; the vendor's script asks without one`,
    detail: strict.map(({ id }) => inLine(id)).join('\n'),
    remedy: strict.map(({ id }) => inLine(command(id))).join('; '),
    at,
  };
};

const nothingCustom = ({ observed: { facts } }: CheckSubject): Judgement => {
  const custom = listOf(facts, 'masters.customized').map(({ what, detail }) => inLine(`${what}: ${detail}`));
  if (custom.length === 0)
    return { verdict: 'pass', summary: 'no control-plane flag or admission file of your own is known' };
  return {
    verdict: 'warn',
    summary: `${plural(custom.length, 'control-plane setting')} of your own will be lost; the managed one knows none`,
    detail: custom.join('\n'),
    remedy: 'see what of it Pro offers (audit log, feature gates, OIDC in the console), or do without it',
    at,
  };
};

/** ACK108, ACK121, ACK125: the masters themselves. */
export const masterChecks: readonly Check[] = [
  {
    code: 'ACK108',
    explains:
      'The control plane is moved from the masters, and etcd is copied by commands on them. Another number of masters, a stopped instance or a Node object that is not Ready puts both in question.',
    remedy: 'Bring the masters to 3 or 5, Running and Ready, each with its Node object, then plan again.',
    demands: '3 or 5 masters, their instances Running, their Node objects Ready',
    stage: 'journey',
    waivable: false,
    facts: ['masters.nodes', 'masters.instances', 'masters.objects'],
    applies: onlyDedicated,
    judge: stand,
  },
  {
    code: 'ACK121',
    explains:
      "The vendor's public template reads the role's credentials from the metadata service without a token. Neither page says so, and the service that runs today may differ: therefore a warning.",
    demands: "the masters' metadata service answers without a token",
    stage: 'journey',
    waivable: false,
    facts: ['masters.instances'],
    applies: onlyDedicated,
    judge: answersWithoutToken,
  },
  {
    code: 'ACK125',
    explains:
      'API server, scheduler and controller manager are replaced by managed ones. Flags, static pods edited by hand, admission and audit files on the masters do not come along. Onward sees the flags of the running pods; what else lies on the disks it cannot see.',
    demands: 'no control-plane flags or admission files of your own are lost',
    stage: 'journey',
    waivable: false,
    facts: ['masters.customized'],
    applies: onlyDedicated,
    judge: nothingCustom,
  },
];
