import { describe, it } from 'vitest';
import { assistant, instance, masterNode, object } from '../dedicated-sample.ts';
import { expectCase, title, type Case } from './case.ts';

const silent = [assistant(1), assistant(2, { answers: false, heartbeat: '' }), assistant(3)];
const install = { masters: { cloudAssistant: 'install' } };

const cases: readonly Case[] = [
  { code: 'ACK106', verdict: 'pass', reason: 'a time zone is set', names: ['Asia/Shanghai'] },
  {
    ...{ code: 'ACK106', verdict: 'later', reason: 'the plan sets the default one', later: 'timezone' },
    ...{ facts: { 'cluster.timezone': '' }, names: ['Asia/Shanghai'], at: '/spec/timeZone' },
  },
  {
    ...{ code: 'ACK106', verdict: 'later', reason: 'the plan sets the declared one', later: 'timezone' },
    ...{ facts: { 'cluster.timezone': '' }, spec: { timeZone: 'Europe/Berlin' }, names: ['Europe/Berlin'] },
  },
  { code: 'ACK106', verdict: 'unknown', reason: 'it could not be read', unread: ['cluster.timezone'] },

  { code: 'ACK107', verdict: 'pass', reason: 'each answers', names: ['3 masters'] },
  {
    ...{ code: 'ACK107', verdict: 'fail', reason: 'one is silent and no reboot is allowed' },
    ...{ facts: { 'masters.assistant': silent }, names: ['silent on 1 of 3 masters', '3 must answer', 'i-2', 'never'] },
    ...{ fix: 'masters.cloudAssistant: install (REBOOTS i-2)', at: '/spec/masters/cloudAssistant' },
  },
  {
    ...{ code: 'ACK107', verdict: 'later', reason: 'the plan installs it and reboots', later: 'reboot-2' },
    ...{ facts: { 'masters.assistant': silent }, spec: install, names: ['REBOOTS i-2'] },
  },
  {
    ...{ code: 'ACK107', verdict: 'fail', reason: 'true with an old heartbeat is silent' },
    facts: { 'masters.assistant': [assistant(1, { heartbeat: '2026-11-22T01:12:00Z' }), assistant(2), assistant(3)] },
    names: ['last heartbeat 2026-11-22T01:12:00Z'],
  },
  {
    ...{ code: 'ACK107', verdict: 'unknown', reason: 'the service does not say: not known to be silent' },
    ...{ facts: { 'masters.assistant': [assistant(1, { answers: null })] }, spec: install, names: ['1 of 1 master'] },
  },

  { code: 'ACK108', verdict: 'pass', reason: 'three that run and are ready', names: ['3 masters'] },
  {
    ...{ code: 'ACK108', verdict: 'fail', reason: 'two are neither 3 nor 5' },
    facts: {
      'masters.nodes': [masterNode(1), masterNode(2)],
      'masters.instances': [instance(1), instance(2)],
      'masters.objects': [object(1), object(2)],
    },
    names: ['2 masters; 3 or 5 are needed'],
  },
  {
    ...{ code: 'ACK108', verdict: 'fail', reason: 'an instance is stopped' },
    facts: { 'masters.instances': [instance(1), instance(2, { status: 'Stopped' }), instance(3)] },
    names: ['i-2 is Stopped; Running is needed'],
  },
  {
    ...{ code: 'ACK108', verdict: 'fail', reason: 'an instance is gone' },
    ...{ facts: { 'masters.instances': [instance(1), instance(2)] }, names: ['i-3: there is no such ECS instance'] },
  },
  {
    ...{ code: 'ACK108', verdict: 'fail', reason: 'a Node is not ready' },
    facts: { 'masters.objects': [object(1), object(2), object(3, { ready: false })] },
    names: ['Node cn-hangzhou.192.168.0.3 is not Ready'],
  },
  {
    ...{ code: 'ACK108', verdict: 'fail', reason: 'a Node that no provider id ties to its instance' },
    facts: { 'masters.objects': [object(1), object(2), object(3, { instance: '' })] },
    names: ['i-3 has no Node object of its provider id'],
  },

  { code: 'ACK121', verdict: 'pass', reason: 'no token is asked for' },
  {
    ...{ code: 'ACK121', verdict: 'warn', reason: 'one asks for a token' },
    facts: { 'masters.instances': [instance(1), instance(2, { httpTokens: 'required' }), instance(3)] },
    ...{ names: ['1 master', 'i-2'], fix: '--InstanceId i-2 --HttpTokens optional' },
  },
  { code: 'ACK125', verdict: 'pass', reason: 'nothing custom is known' },
  {
    ...{ code: 'ACK125', verdict: 'warn', reason: 'a flag of your own is lost' },
    facts: { 'masters.customized': [{ what: 'kube-apiserver', detail: '--audit-log-path=/var/log/audit' }] },
    names: ['1 control-plane setting', '--audit-log-path'],
  },
];

describe('the masters', () => {
  it.each(cases)(title, expectCase);
});
