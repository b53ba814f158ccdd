import type { Twin } from '../../src/twin/start.ts';
import { post } from './control.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface AocAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client of the operation center as its documents describe one: raw token, JSON, POST. */
export interface AocClient {
  readonly call: (name: string, body?: unknown) => Promise<AocAnswer>;
  /** The rows of get-<name>. */
  readonly list: (name: string, where?: Row, more?: Row) => Promise<readonly Row[]>;
  readonly one: (name: string, where: Row) => Promise<Row>;
  /** The only item of a mutation's answer. */
  readonly mutate: (name: string, body: unknown) => Promise<{ readonly task_id: string | null; readonly data: Row }>;
  /** Asks for a task until it is over, or stands as `until` says. */
  readonly await: (id: string | null, until?: (task: Row) => boolean) => Promise<Row>;
}

export async function send({ url }: Twin, path: string, body: unknown, authorization?: string): Promise<AocAnswer> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

const isOver = ({ status }: Row): boolean => status === 'SUCCESSED' || status === 'FAILED';

export async function aocClient(
  twin: Twin,
  login: Row = { username: 'root', password: 'twin-secret' },
): Promise<AocClient> {
  const made = (await send(twin, '/v2/api/login', login)).body as { readonly data: { readonly token: string } };
  const call: AocClient['call'] = (name, body = {}) => send(twin, `/v2/api/${name}`, body, made.data.token);
  const list: AocClient['list'] = async (name, where, more = {}) => {
    const { status, body } = await call(`get-${name}`, { ...(where && { where }), ...more });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as readonly Row[];
  };
  const one: AocClient['one'] = async (name, where) => {
    const rows = await list(name, where);
    if (rows.length !== 1) throw new Error(`${rows.length} of ${name}`);
    return rows[0]!;
  };
  return {
    call,
    list,
    one,
    mutate: async (name, body) => {
      const made = await call(name, body);
      if (made.status !== 200) throw new Error(`${made.status} ${JSON.stringify(made.body)}`);
      return (made.body as readonly { readonly task_id: string | null; readonly data: Row }[])[0]!;
    },
    await: async (id, until = isOver) => {
      for (let poll = 0; poll < 200; poll += 1) {
        const [task] = await list('tasks', { id: id ?? '' });
        if (task !== undefined && until(task)) return task;
      }
      throw new Error('the task does not come so far');
    },
  };
}

/** Lets happen what nobody asks the center for. */
export async function happen(twin: Twin, happening: Row): Promise<void> {
  const response = await post(twin, 'aoc', happening);
  if (response.status !== 200) throw new Error(await response.text());
}

/** A world with two ACOS clusters, one that is none, and the machines given as YAML in flow style; `more` is of the section. */
export const center = (machines: string, more = '', rest = ''): string => `apiVersion: onward/v1
kind: World
${rest}
aoc:
  clusters:
    - {name: hz-a, networks: [{name: v10, tag: 10}, {name: v20, tag: 20}]}
    - {name: hz-b, networks: [{name: v110, tag: 110}, {name: v120, tag: 120}], hosts: [{}, {cpuModels: [icelake, cascadelake]}]}
    - {name: store, type: SMTX_ZBS}
  machines: [${machines}]
  ${more}
`;

/** The body of migrate-vm-across-cluster from hz-a to hz-b for the machine m in v10. */
export async function across(client: AocClient, type: string, config: Row = {}, data: Row = {}): Promise<Row> {
  const machine = await client.one('vms', { name: 'm', cluster: { name: 'hz-a' } });
  const target = await client.one('clusters', { name: 'hz-b' });
  const [from] = await client.list('vlans', { name: 'v10' });
  const [to] = await client.list('vlans', { name: 'v110' });
  return {
    where: { id: machine['id'] },
    data: {
      cluster_id: target['id'],
      ...data,
      vm_config: {
        migrate_type: type,
        network_mapping: [{ src_vlan_local_id: from!['local_id'], dest_vlan_local_id: to!['local_id'] }],
        elf_storage_policy: 'REPLICA_2_THIN_PROVISION',
        delete_src_vm: false,
        ...config,
      },
    },
  };
}
