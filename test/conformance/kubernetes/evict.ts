import type { Answer, Ask } from './api.ts';

/** Asks for the eviction of `namespace/name`; `options` are its delete options. */
export const evict = (ask: Ask, pod: string, options?: object, apiVersion = 'policy/v1'): Promise<Answer> => {
  const [namespace = '', name = ''] = pod.split('/');
  const eviction = { apiVersion, kind: 'Eviction', metadata: { name, namespace }, deleteOptions: options };
  return ask('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
};
