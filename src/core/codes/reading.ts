/** OBS: reading. One entry a code; a code is never reused. None of them means that a thing is absent. */
export const readingCodes = {
  OBS001: {
    title: 'The service asked to slow down',
    means: 'The call was throttled each time it was tried, with growing pauses in between.',
    remedy: 'Wait a minute, then run the same command again; run fewer of them at a time.',
  },
  OBS002: {
    title: 'The service did not answer',
    means: 'No connection could be made, or no whole answer came in time, each time it was tried.',
    remedy:
      'Check the network, DNS and firewall between this machine and the named host, then run the same command again.',
  },
  OBS003: {
    title: 'The service failed',
    means: 'The service answered with an error of its own (HTTP 5xx) each time it was tried.',
    remedy: 'Run the same command again later; if it goes on, give the request id to the vendor.',
  },
  OBS004: {
    title: 'The answer was not understood',
    means: 'The answer was not of the documented form: not JSON, empty, too large, or without a field that is needed.',
    remedy: 'Check that nothing between this machine and the cloud (a proxy, a portal) answers in its place.',
  },
  OBS005: {
    title: 'The Kubernetes API server did not answer',
    means:
      'The cluster’s private API address could not be reached from this machine, or broke off. During a migration it is away ' +
      'for 5 to 10 minutes.',
    remedy:
      'Run from a host with a route to the private address (same VPC, VPN), or wait until the migration has ended.',
  },
  OBS006: {
    title: 'The kubeconfig cannot be used',
    means:
      'The kubeconfig that the service issued has no usable server, certificate authority or credentials, or asks for what is ' +
      'refused here: programs, local files, connections that are not verified, or http at an address that is not loopback.',
    remedy: 'Issue a kubeconfig in the console and look at it; give its form (without secrets) to the maintainers.',
  },
  OBS007: {
    title: 'The service refused the call',
    means: 'The service answered that it does not carry out this call as it is, for a reason that is not permission.',
    remedy: 'Read the service’s code and message; correct what they name.',
  },
} as const;
