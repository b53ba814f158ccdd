import { readKubeconfig } from '../../../providers/ack/clients/kubeconfig.ts';
import type { Kubernetes } from '../../../providers/ack/clients/kubernetes/api.ts';
import { openKubernetes } from '../../../providers/ack/clients/kubernetes/connection.ts';
import { operations } from '../../../providers/ack/cluster/operations/all.ts';
import type { Hands } from '../../../providers/ack/cluster/operations/operation.ts';
import { createSession } from '../../../providers/ack/session.ts';
import type { Answer, OperationCall, Probe } from '../../../src/core/operation.ts';
import { call, fence, since } from '../../providers/ack/cluster/operations/stub-hands.ts';
import { migrated } from '../../providers/ack/cluster/operations/things.ts';
import { keyEnv, settingsFor } from '../../providers/ack/settings.ts';
import type { Api } from '../kubernetes/api.ts';

/** An API server, and the product's operations in front of it. */
export interface Bench {
  readonly api: Api;
  /** Lets in somebody who has the rights that the product asks for, and no others. */
  readonly hands: Hands;
  /** Lets in somebody who was granted nothing. */
  readonly guest: Hands;
}

/** What a scenario does with the product's code, what it sees, and which writes the server saw of it, in order. */
export interface Scenario {
  /** A sentence about the product. Objects are named so that no other scenario meets them. */
  readonly title: string;
  readonly play: (bench: Bench) => Promise<unknown>;
  readonly sees: unknown;
  /** `verb path code`, as an audit log has it. */
  readonly writes: readonly string[];
}

const source = { call: 'connect', request: '', at: '2026-11-22T01:00:00Z' };

/** The product's client by a kubeconfig, with waits that take no time. */
export const clientBy = (kubeconfig: string): Kubernetes => {
  const read = readKubeconfig(kubeconfig);
  if (!read.ok) throw new Error(read.why);
  return openKubernetes(createSession(settingsFor(keyEnv('http://127.0.0.1:9'))), read.access);
};

const handsWith = (api: Kubernetes): Hands =>
  ({
    kubernetes: { connect: () => Promise.resolve({ ok: true, value: api, source }), forget: () => undefined },
    // The cluster is one that was migrated: what removes its Node objects asks.
    cs: { describeClusterDetail: () => Promise.resolve({ ok: true, value: migrated, source }) },
    stamp: () => source.at,
  }) as unknown as Hands;

export const handsBy = (kubeconfig: string): Hands => handsWith(clientBy(kubeconfig));

const clientOf = async ({ kubernetes }: Hands): Promise<Kubernetes> => {
  const connected = await kubernetes.connect({ id: 'c', region: 'cn-hangzhou' });
  if (!connected.ok) throw new Error(connected.failure.message);
  return connected.value;
};

/** The same hands, but something happens between what they read last and what they write. */
export const meddled = async (hands: Hands, between: () => Promise<unknown>): Promise<Hands> => {
  const api = await clientOf(hands);
  return handsWith({
    ...api,
    send: async (write) => {
      await between();
      return api.send(write);
    },
    exchange: async (write) => {
      await between();
      return api.exchange(write);
    },
  });
};

const brief = (said: Answer | Probe): string =>
  said.is === 'refused' || said.is === 'throttled' ? `${said.is} ${said.code ?? ''}` : said.is;

/** A step of this operation, as a run would probe and perform it; both tell in a word how it went. */
export const step = (operation: string, args: OperationCall['args']) => {
  const [name, made] = [`ack.${operation}/1`, operations[`ack.${operation}/1`]!];
  return {
    /** Before any intent was written. */
    probe: async (hands: Hands): Promise<string> => brief(await made.probe(hands, call(name, args))),
    probeSince: async (hands: Hands): Promise<string> => brief(await made.probe(hands, call(name, args), since)),
    perform: async (hands: Hands): Promise<string> => brief(await made.perform(hands, call(name, args), fence)),
    answer: (hands: Hands): Promise<Answer> => made.perform(hands, call(name, args), fence),
  };
};
