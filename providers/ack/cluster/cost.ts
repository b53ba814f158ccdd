import type { Desired } from '../../../src/core/desired.ts';
import type { Facts, Json } from '../../../src/core/fact.ts';
import type { MasterInstanceFact } from './fact-shapes.ts';
import { specOf } from './spec.ts';

type Table = Readonly<Record<string, number | null>>;

/** Prices by the hour, in one currency, as of a month; null or missing is a price that nobody stated. */
export interface Prices {
  readonly asOf: string;
  readonly currency: string;
  readonly hoursPerMonth: number;
  /** By edition, and within Pro by tier. */
  readonly clusterPerHour: Table;
  /** By specification of the API server's load balancer. */
  readonly slbPerHour: Table;
  /** By instance type. */
  readonly instancePerHour: Table;
}

interface Costing {
  readonly desired: Desired;
  readonly facts: Facts;
  readonly prices: Prices;
}

const perMonth = ({ hoursPerMonth }: Prices, perHour: number | null): number | null =>
  perHour === null ? null : perHour * hoursPerMonth;

const signed = ({ currency }: Prices, amount: number | null): string | null => {
  if (amount === null) return null;
  const rounded = Math.round(amount);
  return `${rounded < 0 ? '-' : '+'}${Math.abs(rounded)} ${currency}/month`;
};

const text = (facts: Facts, name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');

const difference = (before: number | null | undefined, after: number | null | undefined): number | null =>
  typeof before === 'number' && typeof after === 'number' ? after - before : null;

/** What a cluster is billed as: its tier within Pro, else its edition. */
const formOf = (facts: Facts): string => text(facts, 'cluster.tier') || text(facts, 'cluster.edition');

const fee = ({ desired, facts, prices }: Costing): Readonly<Record<string, string | null>> => {
  const { edition, tier } = specOf(desired);
  const before = formOf(facts);
  const after = edition === 'pro' ? (tier ?? (text(facts, 'cluster.tier') || 'small')) : edition;
  if (before === after) return {};
  const hourly = difference(prices.clusterPerHour[before], prices.clusterPerHour[after]);
  return { fee: signed(prices, perMonth(prices, hourly)) };
};

const balancer = ({ desired, facts, prices }: Costing, step: boolean): Readonly<Record<string, string | null>> => {
  if (!step) return {};
  const hourly = difference(
    prices.slbPerHour[text(facts, 'slb.spec')],
    prices.slbPerHour[specOf(desired).apiServerLoadBalancer.spec],
  );
  return { SLB: signed(prices, perMonth(prices, hourly)) };
};

/** Subscriptions are paid already; what is paid by use costs on until its owner releases it. */
const masters = ({ facts, prices }: Costing): Readonly<Record<string, string | null>> => {
  const instances = (facts['masters.instances'] ?? []) as unknown as readonly MasterInstanceFact[];
  const billed = instances.filter(({ chargeType }) => chargeType === 'PostPaid');
  if (billed.length === 0) return {};
  const known = billed.map(({ type }) => prices.instancePerHour[type] ?? null);
  const hourly = known.every((price) => price !== null) ? known.reduce((sum: number, price) => sum + price, 0) : null;
  const amount = perMonth(prices, hourly);
  return {
    [`${billed.length} ${billed.length === 1 ? 'master' : 'masters'} until released`]:
      amount === null ? null : `${Math.round(amount)} ${prices.currency}/month`,
  };
};

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tables = ['clusterPerHour', 'slbPerHour', 'instancePerHour'];

/** What is wrong with prices, in words; null where they can be used. */
export const faultIn = (prices: Json): string | null => {
  if (!isObject(prices)) return 'the prices are no object';
  if (typeof prices['currency'] !== 'string') return 'currency must be a text, such as USD';
  const hours = prices['hoursPerMonth'];
  if (typeof hours !== 'number' || hours <= 0) return 'hoursPerMonth must be a number, such as 730';
  const wrong = tables.find((name) => {
    const table = prices[name];
    return !isObject(table) || Object.values(table).some((price) => price !== null && typeof price !== 'number');
  });
  return wrong === undefined ? null : `${wrong} must hold a number or null for each name`;
};

/** What a month costs more or less: the fee, the load balancer, the masters; null where the price file has no price. */
export const costOf = (costing: {
  readonly desired: Desired;
  readonly facts: Facts;
  readonly prices: Json;
  readonly steps: readonly string[];
}): Readonly<Record<string, string | null>> => {
  const one: Costing = { ...costing, prices: costing.prices as unknown as Prices };
  return { ...fee(one), ...balancer(one, costing.steps.includes('slb')), ...masters(one) };
};
