import type { Desired } from '../core/desired.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Kind } from '../core/kind.ts';
import type { Window } from '../core/window.ts';
import { toDiagnostic } from '../document/validate.ts';
import { findUnknownWindows } from '../document/windows.ts';

/** Windows that targets name and that are not among those which count: a policy may have other ones than the project beside it. */
export const unknownWindows = (
  targets: readonly Desired[],
  kinds: readonly Kind[],
  windows: readonly Window[],
): readonly Diagnostic[] =>
  targets.flatMap(({ kind: name, spec, place }) => {
    const schema = kinds.find((kind) => kind.name === name)?.schema ?? {};
    return findUnknownWindows({ schema, spec, pointer: '/spec' }, windows).map((one) => toDiagnostic(one, place));
  });
