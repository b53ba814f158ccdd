type Env = Readonly<Record<string, string | undefined>>;

const keptOfOurs = new Set(['ONWARD_PULUMI', 'ONWARD_DEBUG']);

/** A person's own keys and settings stay out of the demo: it must reach the local cloud, and nothing else. */
const isKept = (name: string): boolean =>
  keptOfOurs.has(name) || !/^(ONWARD_|ALIBABA_CLOUD_|ALICLOUD_|ALIBABACLOUD_|PULUMI_)/i.test(name);

/** The environment of the commands that the demo runs. */
export const surroundings = (env: Env, added: Env): Env => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name))),
  ...added,
});
