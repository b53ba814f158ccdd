import { conformance } from '../conformance/kubernetes.ts';
import { givenThrough } from './given.ts';
import { startServer } from './server.ts';

conformance('kube-apiserver', async () => {
  const server = await startServer();
  const request = server.as('admin');
  const api = { request, onlooker: server.as('onward'), stranger: server.as('stranger'), given: givenThrough(request) };
  return { api, stop: server.stop };
});
