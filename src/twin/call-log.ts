import type { Identifiers } from './identifiers.ts';
import { utc } from './time.ts';

/** What a call is, known before it is answered. */
export interface Call {
  readonly product: string;
  readonly action: string;
  /** The cluster, task or region it is about, of OSS the bucket or bucket/key; empty when none. */
  readonly target: string;
  readonly kind: 'read' | 'write';
  /** The request id of the answer. */
  readonly request: string;
}

/** One row of GET /_twin/calls. `status` 0: the connection was cut without an answer. */
interface CallRow extends Call {
  readonly at: string;
  readonly status: number;
  /** The effect of the fault rule that spoilt the call, as "drop after". */
  readonly fault: string | null;
  /** Status of what the service made of the call, whatever of it came back: null where a fault kept the call from it. */
  readonly served: number | null;
}

export interface CallLog {
  readonly rows: () => readonly CallRow[];
  /** Calls of operations that the twin does not have. */
  readonly unknown: () => readonly CallRow[];
  readonly nextRequest: () => string;
  readonly record: (call: Call, result: CallResult) => void;
}

interface CallResult {
  readonly at: number;
  readonly status: number;
  readonly fault: string | null;
  readonly served: number | null;
  readonly unknown?: boolean;
}

export function createCallLog(ids: Identifiers): CallLog {
  const rows: { readonly row: CallRow; readonly unknown: boolean }[] = [];
  let requests = 0;
  return {
    rows: () => rows.map(({ row }) => row),
    unknown: () => rows.filter(({ unknown }) => unknown).map(({ row }) => row),
    nextRequest: () => ids.uuid(`request ${requests++}`),
    record: ({ product, action, target, kind, request }, { at, status, fault, served, unknown = false }) => {
      rows.push({ row: { at: utc(at), product, action, target, kind, status, request, fault, served }, unknown });
    },
  };
}
