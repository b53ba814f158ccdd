import { canonical } from './canonical.ts';
import type { Json } from './fact.ts';
import type { DecisionSummary } from './decision-summary.ts';
import { isJsonMap, type JsonMap } from './merge.ts';

/** The format of a statement and of the file that carries it with its signature. */
export const approvalFormat = 'onward.approval/1';

/** What ssh-keygen calls the purpose of a signature: one for another purpose is none for this. */
export const approvalNamespace = 'onward-approval';

/** What a person signs. Its canonical text is what the signature is over. */
export interface ApprovalStatement {
  readonly format: typeof approvalFormat;
  /** All 64 hex digits of the decision. */
  readonly decision: string;
  /** The digest of the very plan that was read, 64 hex. */
  readonly digest: string;
  /** The only gate that it is for; absent: every gate of the decision. */
  readonly gate?: string;
  /** The principal in the allowed-signers file. */
  readonly by: string;
  /** The signer's clock, RFC 3339. */
  readonly at: string;
  readonly tool: string;
  /** What was decided, in short, so that a later plan can say what moved. */
  readonly summary: DecisionSummary;
}

/** A statement with its signature, as it is kept and carried. */
export interface SignedApproval {
  readonly statement: ApprovalStatement;
  /** The armoured signature of ssh-keygen. */
  readonly signature: string;
}

export const statementText = (statement: ApprovalStatement): string => canonical(statement);

export const approvalText = ({ statement, signature }: SignedApproval): string =>
  `${JSON.stringify({ format: approvalFormat, statement, signature }, null, 1)}\n`;

const hex64 = /^[0-9a-f]{64}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const armour = /^-----BEGIN SSH SIGNATURE-----\n[A-Za-z0-9+/=\n]+-----END SSH SIGNATURE-----\n?$/;
/** A name as it stands in an allowed-signers file: a pattern there may fit many, a name is one. */
const name = /^[^\s*?!,"\p{Cc}\p{Cf}]{1,256}$/u;
const line = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,256}$/u;

const shapes: Readonly<Record<string, RegExp>> = {
  format: /^onward\.approval\/1$/,
  decision: hex64,
  digest: hex64,
  gate: line,
  by: name,
  at: time,
  tool: line,
};

const isSummary = (value: Json | undefined): boolean =>
  Array.isArray(value) &&
  value.length <= 500 &&
  value.every(
    (entry) =>
      Array.isArray(entry) &&
      entry.length === 2 &&
      entry.every((part) => typeof part === 'string' && part.length <= 300),
  );

/** Every member is known and has its shape: what is not looked at could say something else to somebody else. */
const isStatement = (value: JsonMap): boolean => {
  const { summary, gate, ...others } = value;
  const named = gate === undefined ? others : { ...others, gate };
  const wanted = Object.keys(shapes).filter((name) => name !== 'gate' || gate !== undefined);
  const names = Object.keys(named);
  const fits = ([name, text]: [string, Json]): boolean =>
    typeof text === 'string' &&
    (shapes[name]?.test(text) ?? false) &&
    (name !== 'at' || !Number.isNaN(Date.parse(text)));
  return names.length === wanted.length && Object.entries(named).every(fits) && isSummary(summary);
};

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** Reads an approval; null where it is none of this format. The signature proves nothing yet. */
export const parseApproval = (text: string): SignedApproval | null => {
  const value = parse(text);
  if (!isJsonMap(value) || Object.keys(value).sort().join() !== 'format,signature,statement') return null;
  const { format, statement, signature } = value;
  if (format !== approvalFormat || typeof signature !== 'string' || !armour.test(signature)) return null;
  if (!isJsonMap(statement) || !isStatement(statement)) return null;
  return { statement: statement as unknown as ApprovalStatement, signature };
};
