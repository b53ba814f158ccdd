import { factOf } from '../../dedicated-facts.ts';
import { pick, unchanged } from '../expectations.ts';
import { change, type Draft, type Situation } from './situation.ts';

/** Host and port of the private API address, as the virtual node wants them; null where none is known. */
export const apiEndpoint = ({ facts }: Situation): { readonly host: string; readonly port: string } | null => {
  const match = /^(?:https?:\/\/)?([^/:]+):(\d+)\/?$/.exec(factOf(facts, 'api.address') ?? '');
  return match?.[1] === undefined || match[2] === undefined ? null : { host: match[1], port: match[2] };
};

/** ack-virtual-node asks the API server at its private address, not through a master. */
export const virtualNodeSteps = (situation: Situation): readonly Draft[] => {
  const { facts } = situation;
  const node = factOf(facts, 'components.virtualNode') ?? null;
  const api = apiEndpoint(situation);
  if (node === null || api === null || (node.host === api.host && node.port === api.port)) return [];
  return [
    change({
      id: 'virtual-node',
      operation: 'ack.point-virtual-node/1',
      title: `virtual node -> ${api.host}:${api.port}`,
      args: api,
      undoArgs: { host: node.host, port: node.port },
      expects: [...unchanged(facts), ...pick(facts, ['components.virtualNode'])],
    }),
  ];
};
