// Stands between the command and the twin, to know what the cloud took: the time during which at least one call was open.
// It is taken off the command's wall time. Calls to the cluster's own API server do not pass here: they count as ours.
import { createServer, request } from 'node:http';

const pass = (incoming, outgoing, target, closed) => {
  const { method, url, headers } = incoming;
  const onward = request({ ...target, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', closed);
  incoming.pipe(onward);
};

/** Listens on a free port of the loopback and passes everything on to `url`. */
export const standBetween = async (url) => {
  const { hostname, port } = new URL(url);
  let open = 0;
  let since = 0;
  let took = 0;
  const server = createServer((incoming, outgoing) => {
    if (open === 0) since = performance.now();
    open += 1;
    pass(incoming, outgoing, { hostname, port }, () => {
      open -= 1;
      if (open === 0) took += performance.now() - since;
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Milliseconds since it was asked last. */
    took: () => {
      const all = took;
      took = 0;
      return all;
    },
    close: () => server.close(),
  };
};
