import { createRedactor, type Redactor } from '../../src/core/redactor.ts';
import { unusable } from '../wire/failure.ts';
import type { Found, RoleByOidc } from './role-by-oidc.ts';
import type { AccessKey } from './signature.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where keys come from. It may throw whatever it likes; nobody sees it. */
export interface KeySource {
  getKey(): Promise<AccessKey | null>;
}

/** Beside the keys: what takes every secret that this process was given, here or by another way (a kubeconfig), out of a text. */
export interface Credentials extends Redactor {
  /** The key to sign the next request with, or why none can be had. */
  key(): Promise<Found>;
  /** Forgets the chain's choice, after the cloud refused a key: the next one is looked for from the start. */
  forget(): void;
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

/** Where keys are looked for after the environment's own: a role by OIDC where one is asked for, else the chain. */
export interface Sources {
  readonly role?: RoleByOidc | null;
  readonly open?: (() => Promise<KeySource>) | undefined;
}

const nowhere = unusable('CRD001', 'no credentials were found: nothing was sent');

/** The chain sticks to the provider it tried last, even one that failed, so a new chain is made after every error. */
const chainOf = (open: () => Promise<KeySource>) => {
  let chain: Promise<KeySource> | null = null;
  return {
    key: async (): Promise<Found> => {
      try {
        chain ??= open();
        const key = await (await chain).getKey();
        return key === null ? { is: 'none', failure: nowhere } : { is: 'key', key };
      } catch {
        chain = null;
        return { is: 'none', failure: nowhere };
      }
    },
    forget: () => {
      chain = null;
    },
  };
};

/**
 * Keys in the order of the vendor's default chain: environment, OIDC, CLI profile, credentials file, ECS metadata, credentials
 * URI. What the chain throws may hold whole configuration files: it is dropped, never shown. Where a role by OIDC is asked
 * for, nothing behind it is tried: that would be somebody else.
 */
export const createCredentials = (
  env: Environment,
  { role = null, open = openDefaultChain }: Sources = {},
): Credentials => {
  const redactor = createRedactor();
  const fromEnvironment = keyOf(env);
  const source = role ?? chainOf(open);
  return {
    ...redactor,
    key: async () => {
      const found: Found = fromEnvironment === null ? await source.key() : { is: 'key', key: fromEnvironment };
      if (found.is === 'key') for (const secret of [found.key.secret, found.key.token]) redactor.keep(secret);
      return found;
    },
    forget: () => {
      source.forget();
    },
  };
};
