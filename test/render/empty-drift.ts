import type { DriftModel } from '../../src/render/model/drift-model.ts';

/** A look that found nothing; a test says what it found. */
export const emptyDrift: DriftModel = {
  format: 'onward.drift/1',
  at: '2026-12-06T06:00:00+08:00',
  targets: 640,
  rows: [],
  quiet: null,
  since: null,
  gone: [],
  ignored: { count: 0, rows: null },
  memory: 'kept',
  contacts: {},
};
