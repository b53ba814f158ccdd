import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { World } from './world-schema.ts';
import { findLater } from './later.ts';
import { findContradictions } from './world-rules.ts';
import { explainErrors, validateAsWorld } from './world-schema.ts';

export type { World } from './world-schema.ts';

/** What is wrong with a world file. Lines and columns count from 1. */
export interface WorldDiagnostic {
  readonly code: 'TWN001' | 'TWN002' | 'TWN003' | 'TWN004' | 'TWN005' | 'TWN006' | 'TWN007';
  readonly summary: string;
  readonly detail?: string;
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
  readonly remedy?: string;
}

export type WorldResult =
  | { readonly ok: true; readonly value: World }
  | { readonly ok: false; readonly diagnostics: readonly WorldDiagnostic[] };

/** What is to become a diagnostic: where in the document, and what of it. */
interface Finding {
  readonly code: WorldDiagnostic['code'];
  readonly summary: string;
  readonly remedy?: string | undefined;
  /** JSON pointer; `key` is a key at it that is meant itself. */
  readonly pointer?: string;
  readonly key?: string | undefined;
  /** Where in the text, when there is no pointer. */
  readonly offset?: number;
}

type Yaml = Document.Parsed;

const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

interface Reached {
  readonly key: number | undefined;
  readonly value: number;
}

/** Offsets of the key and the value at a pointer, or of the nearest thing around it that there is. */
function reach(document: Yaml, pointer: string): Reached {
  let node: unknown = document.contents;
  let reached: Reached = { key: undefined, value: document.contents?.range[0] ?? 0 };
  for (const segment of pointer.split('/').slice(1).map(unescape)) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === segment) : undefined;
    const next: unknown = pair?.value ?? (isSeq(node) ? node.items[Number(segment)] : undefined);
    const key = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    const range =
      next !== null && typeof next === 'object' && 'range' in next
        ? (next.range as readonly number[] | undefined)
        : undefined;
    const value = range?.[0] ?? key;
    if (value === undefined) return reached;
    reached = { key, value };
    node = next;
  }
  return reached;
}

function offsetOf(document: Yaml, { pointer = '', key, offset }: Finding): number {
  if (offset !== undefined) return offset;
  if (key === undefined) return reach(document, pointer).value;
  const { key: at, value } = reach(document, `${pointer}/${key}`);
  return at ?? value;
}

function findInValue(value: unknown): readonly Finding[] {
  const later = findLater(value).map((found): Finding => {
    const [, pointer = '', key] = /^(.*)\/([^/]+)$/.exec(found.pointer) ?? [];
    return { code: 'TWN006', summary: found.summary, pointer, key, remedy: 'leave it out' };
  });
  if (later.length > 0) return later;
  const validated = validateAsWorld(value);
  if (!validated.ok) return explainErrors(validated.errors, value);
  return findContradictions(validated.world).map((found) => ({ code: 'TWN007', ...found }));
}

function findInDocument(document: Yaml): readonly Finding[] {
  if (document.errors.length > 0) {
    return document.errors.map(({ message, pos }) => ({
      code: 'TWN001',
      summary: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message,
      offset: pos[0],
    }));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return [
      {
        code: 'TWN002',
        summary: 'the file is empty',
        remedy: 'a world is at least "apiVersion: onward/v1" and "kind: World"',
        offset: 0,
      },
    ];
  }
  if (!isMap(document.contents)) {
    return [{ code: 'TWN002', summary: 'a world is a mapping of keys to values', offset: document.contents.range[0] }];
  }
  try {
    return findInValue(document.toJS());
  } catch (error) {
    // Aliases that multiply beyond measure are refused by the parser only here.
    return [{ code: 'TWN001', summary: error instanceof Error ? error.message : String(error), offset: 0 }];
  }
}

/** Reads a world file, with all that is wrong with it at once. `fileName` is for the places in diagnostics. */
export function readWorld(text: string, fileName: string): WorldResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const findings = findInDocument(document);
  if (findings.length === 0) return { ok: true, value: document.toJS() as World };
  const diagnostics = findings.map((finding): WorldDiagnostic => {
    const { line, col } = lines.linePos(offsetOf(document, finding));
    const at = { file: fileName, line: Math.max(line, 1), column: Math.max(col, 1) };
    return {
      code: finding.code,
      summary: finding.summary,
      at,
      ...(finding.remedy !== undefined && { remedy: finding.remedy }),
    };
  });
  return { ok: false, diagnostics };
}
