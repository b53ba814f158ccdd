/** The minor number of a Kubernetes 1.x version such as `1.22.15-aliyun.1`; null where it is none. Later majors count as new enough. */
export const minorOf = (version: string): number | null => {
  const match = /^v?(\d+)\.(\d+)(?:[.+-]|$)/.exec(version);
  if (match === null) return null;
  return Number(match[1]) > 1 ? Number.MAX_SAFE_INTEGER : Number(match[2]);
};
