import type { Desired } from '../core/desired.ts';
import type { Diagnostic, Result } from '../core/diagnostic.ts';
import { worst, type ExitName } from '../core/exit-code.ts';
import type { Kind } from '../core/kind.ts';
import type { DoctorModel, DoctorRow } from '../render/model/doctor-model.ts';
import { openStore } from './open-store.ts';
import { engineReady } from './engine-ready.ts';
import { exitOfDiagnostics, exitOfUnread } from './exit-of.ts';
import type { Host } from './host.ts';
import { expandSets } from './expand-sets.ts';
import { observeAll, type Subject } from './observe.ts';

export interface DoctorReport extends DoctorModel {
  readonly exit: ExitName;
}

export interface DoctorOptions {
  readonly host: Host;
  readonly storePlace: string;
  /** What would walk the changes. */
  readonly executor: 'pulumi' | 'direct';
  /** As Node says it: `v22.1.0`. */
  readonly node: string;
}

interface Finding {
  readonly row: DoctorRow;
  readonly exit: ExitName;
}

const fine = (what: string, says: string): Finding => ({ row: { what, is: 'ok', says }, exit: 'done' });
const skipped = (what: string, says: string): Finding => ({ row: { what, is: 'skipped', says }, exit: 'done' });
const failed = (what: string, says: string, end: { readonly exit: ExitName; readonly remedy: string }): Finding => ({
  row: { what, is: 'FAIL', says, remedy: end.remedy },
  exit: end.exit,
});

/** The oldest Node that Onward runs on, as package.json says it too. */
const oldestNode = [20, 19] as const;

const nodeOf = (version: string): Finding => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const fits = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const remedy = `install Node ${oldestNode.join('.')} or newer`;
  return fits ? fine('node', version) : failed('node', `${version} is too old`, { exit: 'error', remedy });
};

/** A result that is fine, or fails by its errors. */
const of = <T>(what: string, result: Result<T>, says: (value: T) => string): Finding => {
  if (result.ok) return fine(what, says(result.value));
  const [first] = result.diagnostics.filter(({ severity }: Diagnostic) => severity === 'error');
  const words = first === undefined ? 'it cannot be used' : `${first.code} ${first.summary}`;
  const remedy = first?.remedy ?? 'onward explain';
  return failed(what, words, { exit: exitOfDiagnostics(result.diagnostics), remedy });
};

const accountIn = ({ observed }: Subject): string | null => {
  const account = observed.facts['account.id'];
  return typeof account === 'string' ? account : null;
};

const accountIdentity = (subjects: readonly Subject[]): readonly Finding[] => {
  const known = subjects.map(accountIn).find((account) => account !== null);
  const [cause] = subjects.flatMap(({ observed }) => observed.unread);
  if (known === undefined || known === null) {
    const remedy = `onward explain ${cause?.code ?? 'CRD001'}`;
    const exit = exitOfUnread(subjects.flatMap(({ observed }) => observed.unread));
    return [
      failed('credentials', cause?.why ?? 'nobody says whose they are', { exit, remedy }),
      skipped('account', 'the caller is not known'),
    ];
  }
  const others = subjects.filter(({ observed }) => observed.state === 'withheld');
  const names = others.map(({ desired }) => `${desired.address} (${desired.accountId ?? 'another'})`).join(', ');
  const remedy = 'use credentials of the account that the document declares';
  return [
    fine('credentials', 'the cloud takes them'),
    others.length === 0
      ? fine('account', known)
      : failed('account', `${known} is not that of ${names}`, { exit: 'credentials', remedy }),
  ];
};

/** Where a cloud has no accounts, what it let the runner read says whether it takes the credentials. */
const plainIdentity = (subjects: readonly Subject[]): readonly Finding[] => {
  const refused = subjects.flatMap(({ observed }) =>
    observed.unread.filter((one) => exitOfUnread([one]) === 'credentials'),
  );
  const [cause] = refused;
  if (cause !== undefined) {
    const remedy = `onward explain ${cause.code ?? 'CRD001'}`;
    return [failed('credentials', cause.why, { exit: 'credentials', remedy })];
  }
  return subjects.some(({ observed }) => observed.state === 'unreadable')
    ? [skipped('credentials', 'nobody could be asked')]
    : [fine('credentials', 'the operation center takes them')];
};

/** Whether its kind belongs to accounts that can be told apart. */
const hasAccount = ({ kind }: Subject): boolean => kind.facts.some(({ name }) => name === 'account.id');

const identity = (subjects: readonly Subject[]): readonly Finding[] => {
  const [own, others] = [subjects.filter(hasAccount), subjects.filter((subject) => !hasAccount(subject))];
  return [...(own.length === 0 ? [] : accountIdentity(own)), ...(others.length === 0 ? [] : plainIdentity(others))];
};

/** A signed request is good for so long around its date (ACS3 signatures). */
const mostSkewMs = 15 * 60_000;

const clockOf = (subjects: readonly Subject[], host: Host): Finding => {
  const driver = subjects.find((subject) => subject.driver.clock.now() !== null)?.driver;
  const cloud = driver?.clock.now() ?? null;
  if (driver === undefined || cloud === null) return skipped('clock', 'the cloud’s was not heard');
  if (driver.loopback) return skipped('clock', 'a local cloud has a time of its own');
  const seconds = Math.round((host.wall() - cloud) / 1000);
  const says = `this machine is ${String(Math.abs(seconds))} s ${seconds < 0 ? 'behind' : 'ahead of'} the cloud`;
  const end = { exit: 'credentials', remedy: 'set the clock (NTP)' } as const;
  return Math.abs(seconds) * 1000 < mostSkewMs ? fine('clock', says) : failed('clock', says, end);
};

/** What a plan reads, from the account to the API server of a cluster; only what fails is named. */
const readsOf = ({ desired: { address }, observed }: Subject): readonly Finding[] => {
  if (observed.state === 'withheld') return [skipped('reads', `${address}: the account is another`)];
  if (observed.state === 'absent')
    return [failed('reads', `${address} is not there`, { exit: 'error', remedy: 'correct its id or its region' })];
  if (observed.unread.length === 0) return [fine('reads', `${address}: all that a plan needs`)];
  return observed.unread.map((unread) =>
    failed('reads', `${address}: ${unread.call}: ${unread.why}`, {
      exit: exitOfUnread([unread]),
      remedy:
        unread.failure === 'refused'
          ? 'onward doctor --policy plan prints what must be allowed'
          : `onward explain ${unread.code ?? 'OBS001'}`,
    }),
  );
};

const engineOf = async (executor: DoctorOptions['executor'], host: Host): Promise<Finding> =>
  executor === 'direct'
    ? skipped('engine', 'changes are walked without one')
    : of('engine', await engineReady(host), ({ version, path }) => `Pulumi ${version} at ${path}`);

/** How this runner stands: itself, its credentials, the cloud, the engine, the store. Changes nothing anywhere. */
export const doctor = async (
  documents: readonly Desired[],
  kinds: readonly Kind[],
  { host, storePlace, node, executor }: DoctorOptions,
): Promise<DoctorReport> => {
  const expanded = await expandSets(kinds, documents, { host, store: null });
  const { targets, unread } = expanded.ok ? expanded.value : { targets: [], unread: [] };
  const subjects = [...(await observeAll(kinds, targets, { host, journey: true })), ...unread];
  const ofCloud =
    subjects.length === 0
      ? [skipped('credentials', expanded.ok ? 'no document names a target' : 'it is not known which targets are meant')]
      : [...identity(subjects), clockOf(subjects, host), ...subjects.flatMap(readsOf)];
  const findings = [
    nodeOf(node),
    ...ofCloud,
    ...(expanded.ok ? [] : [of('sets', expanded, () => '')]),
    await engineOf(executor, host),
    of('store', await openStore(host, storePlace), ({ id, place }) =>
      id === null ? `${place}: none yet; apply makes it` : `${place} is ${id}`,
    ),
  ];
  return { rows: findings.map(({ row }) => row), exit: worst(findings.map(({ exit }) => exit)) };
};
