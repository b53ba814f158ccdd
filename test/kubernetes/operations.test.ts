import { clusterOperations } from '../conformance/cluster-operations.ts';
import { handsBy } from '../conformance/cluster-operations/bench.ts';
import { givenThrough } from './given.ts';
import { grantActs } from './rights.ts';
import { startServer } from './server.ts';
import { writesSeen } from './writes-seen.ts';

clusterOperations('kube-apiserver', async () => {
  const server = await startServer();
  const request = server.as('admin');
  await grantActs(request, 'onward');
  const bench = {
    api: { request, onlooker: server.as('guest'), stranger: server.as('stranger'), given: givenThrough(request) },
    // As ACK hands them out: with a client certificate.
    hands: handsBy(server.kubeconfig('onward', 'certificate')),
    guest: handsBy(server.kubeconfig('guest', 'certificate')),
  };
  return { bench, witness: writesSeen(server), stop: server.stop };
});
