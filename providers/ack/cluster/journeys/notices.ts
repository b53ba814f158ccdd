/** What a yes to a migration acknowledges (the vendor’s API reference and help pages). */
export const notices: readonly string[] = [
  'API server away 5-10 min of a 10-15 min run; pods run on; deploys, HPA, CronJobs and leader elections stand still meanwhile.',
  'After success there is no way back to standard; a failed migration is rolled back by the service.',
  'The Pro management fee starts: 0.09 USD per cluster and hour (about 66 USD a month; the price may vary by region).',
  'Kubernetes version, private API address and kubeconfig stay as they are.',
];
