import { addressFault } from '../../src/core/address-fault.ts';
import { isLoopback } from '../../src/core/loopback.ts';
import { error, fail, succeed, type Diagnostic, type Result } from '../../src/core/diagnostic.ts';

/** The products this provider calls. */
export const products = ['CS', 'STS', 'ECS', 'SLB', 'VPC', 'RAM', 'OSS'] as const;
export type Product = (typeof products)[number];

export interface Endpoints {
  /** The base address of a product, without a path. A region that is no region's name is a failure. */
  of(product: Product, region: string | null): Result<URL>;
  /** True where a variable sends a product to a host that is not the vendor's (a loopback address, a gateway). */
  isForeign(product: Product): boolean;
  /** True only when every product answers at a loopback address. */
  readonly loopback: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Regions whose load balancers are managed at the central address (ACK API reference, §10.1; finance and gov as well). */
const centralSlb =
  /^(cn-(beijing|hangzhou|shanghai|shenzhen|qingdao|hongkong)|ap-southeast-1|us-(east|west)-1)(-(finance|gov).*)?$/;

const regional = (product: string, region: string | null): string =>
  region === null ? `${product}.aliyuncs.com` : `${product}.${region}.aliyuncs.com`;

/** Defaults (ACK API reference, §10.1): the regional endpoint, the central one where no region is known; RAM, STS central. */
const defaults: Readonly<Record<Product, (region: string | null) => string>> = {
  CS: (region) => regional('cs', region),
  STS: () => 'sts.aliyuncs.com',
  ECS: (region) =>
    region === null || region === 'cn-hangzhou' ? 'ecs-cn-hangzhou.aliyuncs.com' : regional('ecs', region),
  SLB: (region) => regional('slb', region !== null && centralSlb.test(region) ? null : region),
  VPC: (region) => regional('vpc', region),
  RAM: () => 'ram.aliyuncs.com',
  OSS: (region) => (region === null ? 'oss.aliyuncs.com' : `oss-${region}.aliyuncs.com`),
};

/** A region becomes part of a host name that gets signed requests, so it is proven here too. */
const isRegion = (region: string): boolean => /^[a-z]{2}(-[a-z0-9]+)+$/.test(region);

const variables = (product: Product): readonly string[] => [`ONWARD_ENDPOINT_${product}`, 'ONWARD_ENDPOINT'];

/** The text itself is not repeated: a mistyped variable may hold anything. */
const refusal = (variable: string, why: string): Diagnostic =>
  error('CRD008', { summary: `${variable} ${why}`, remedy: `unset ${variable}, or give https://host[:port]` });

const overrideOf = (env: Environment, product: Product): Result<URL | null> => {
  const variable = variables(product).find((name) => (env[name] ?? '') !== '');
  const text = variable === undefined ? undefined : env[variable];
  if (variable === undefined || text === undefined) return succeed(null);
  const why = addressFault(text, 'requests');
  return why === null ? succeed(new URL(text)) : fail(refusal(variable, why));
};

const badRegion: Diagnostic = error('CRD009', {
  summary: 'the region is not a region’s id',
  remedy: 'give it as in cn-hangzhou',
});

/** Where each product answers: `ONWARD_ENDPOINT_<PRODUCT>`, else `ONWARD_ENDPOINT`, else the product's own address. */
export const createEndpoints = (env: Environment): Endpoints => {
  const overrides = new Map(products.map((product) => [product, overrideOf(env, product)]));
  return {
    loopback: [...overrides.values()].every(
      (override) => override.ok && override.value !== null && isLoopback(override.value),
    ),
    isForeign: (product) => {
      const override = overrides.get(product);
      return override?.ok === true && override.value !== null && !override.value.hostname.endsWith('.aliyuncs.com');
    },
    of: (product, region) => {
      const override = overrides.get(product) ?? succeed(null);
      if (!override.ok) return override;
      if (override.value !== null) return succeed(override.value);
      if (region !== null && !isRegion(region)) return fail(badRegion);
      return succeed(new URL(`https://${defaults[product](region)}`));
    },
  };
};
