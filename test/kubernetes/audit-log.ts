import { readFileSync } from 'node:fs';

/** One answered request, as the server itself wrote it down: an independent witness of what a client did. */
export interface AuditEntry {
  readonly user: string;
  /** Kubernetes' own verbs: get, list, watch, create, update, patch, delete, deletecollection. */
  readonly verb: string;
  readonly uri: string;
  readonly code: number;
}

/** Everybody's requests, without their bodies: no secret is in there. */
export const auditPolicy =
  'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n';

interface AuditLine {
  readonly user: { readonly username: string };
  readonly verb: string;
  readonly requestURI: string;
  readonly responseStatus?: { readonly code: number };
}

/** What the log holds so far, oldest first; a line that is being written is left out. */
export const readAuditLog = (file: string): readonly AuditEntry[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as AuditLine)
    .map(({ user, verb, requestURI, responseStatus }) => ({
      user: user.username,
      verb,
      uri: requestURI,
      code: responseStatus?.code ?? 0,
    }));
