import { percentEncode, type AccessKey } from './signature.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where keys come from. It may throw whatever it likes; nobody sees it. */
export interface KeySource {
  getKey(): Promise<AccessKey | null>;
}

export interface Credentials {
  /** The key to sign the next request with; null where none can be had. */
  key(): Promise<AccessKey | null>;
  /** Forgets the chain's choice, after the cloud refused a key: the next one is looked for from the start. */
  forget(): void;
  /** Adds a secret that came by another way (a kubeconfig). */
  keep(secret: string): void;
  /** Takes every secret this process was given out of a text. */
  scrub(text: string): string;
}

/** The vendor's default credential chain. Heavy, so it is loaded only when the environment holds no key. */
const openDefaultChain = async (): Promise<KeySource> => {
  const { DefaultCredentialsProvider } = await import('@alicloud/credentials');
  const chain = DefaultCredentialsProvider.builder().build();
  return {
    getKey: async () => {
      const { accessKeyId, accessKeySecret, securityToken } = await chain.getCredentials();
      if (!accessKeyId || !accessKeySecret) return null;
      return { id: accessKeyId, secret: accessKeySecret, token: securityToken || null };
    },
  };
};

/** The chain's first link: both variables, not empty. */
const keyOf = (env: Environment): AccessKey | null => {
  const id = env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const secret = env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  return id && secret ? { id, secret, token: env['ALIBABA_CLOUD_SECURITY_TOKEN'] || null } : null;
};

const scrubber = (secrets: ReadonlySet<string>, text: string): string =>
  [...secrets]
    .flatMap((secret) => [secret, percentEncode(secret)])
    .reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);

/**
 * Keys by the vendor's default chain: environment, OIDC, CLI profile, credentials file, ECS metadata, credentials URI.
 * What the chain throws may hold whole configuration files: it is dropped, never shown. The chain sticks to the provider
 * it tried last, even one that failed, so a new chain is made after every error.
 */
export const createCredentials = (env: Environment, open: () => Promise<KeySource> = openDefaultChain): Credentials => {
  const secrets = new Set<string>();
  const fromEnvironment = keyOf(env);
  let chain: Promise<KeySource> | null = null;
  const fromChain = async (): Promise<AccessKey | null> => {
    try {
      chain ??= open();
      return await (await chain).getKey();
    } catch {
      chain = null;
      return null;
    }
  };
  return {
    key: async () => {
      const key = fromEnvironment ?? (await fromChain());
      if (key !== null) for (const secret of [key.secret, key.token]) if (secret) secrets.add(secret);
      return key;
    },
    forget: () => {
      chain = null;
    },
    keep: (secret) => {
      secrets.add(secret);
    },
    scrub: (text) => scrubber(secrets, text),
  };
};
