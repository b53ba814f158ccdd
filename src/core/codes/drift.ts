/** DRF: drift runs, what they remember and whom they tell. One entry a code; a code is never reused. */
export const driftCodes = {
  DRF001: {
    title: 'What a drift run is to fail on cannot be understood',
    means:
      '--fail-on takes classes of drift (alarm, regression, residue, outside, in-flight), new for whatever was not there at ' +
      'the look before, or none alone. An alarm fails a run whatever else is named.',
    remedy: 'Name classes, separated by commas: --fail-on regression,new.',
  },
  DRF002: {
    title: 'What drift runs remember cannot be read',
    means:
      'A file of drift/ in the store is torn, or not what a drift run wrote. Nothing that is found now depends on it: only ' +
      'since when it is there. The run went on with the memory before it, or with none, so that what is old may be told ' +
      'as new. The file is left as it is, for whoever wants to know.',
    remedy: 'Nothing needs to be done. Once it was looked at, the named file can be deleted.',
  },
  DRF003: {
    title: 'What drift runs remember was written by a newer tool',
    means:
      'A newer version of Onward keeps its memory of drift in this store. This version reads none of it and writes none ' +
      'over it: the findings are complete, but nobody can say since when they are there.',
    remedy: 'Run drift with the version that the other runs use.',
  },
  DRF004: {
    title: 'The drift run could not remember what it found',
    means:
      'The findings are complete, but they could not be written into drift/ of the store, which may be read-only or full. ' +
      'The next run will tell what is new in this one as new again.',
    remedy: 'Let this runner write into the store, or name one that it may write to with --store.',
  },
  DRF005: {
    title: 'The notification could not be delivered',
    means:
      'The address in ONWARD_DRIFT_WEBHOOK did not take it, each time it was tried. The findings and the exit code stand. ' +
      'With a store, the next run tells it again.',
    remedy: 'Check that the address is right and can be reached from this runner.',
  },
  DRF006: {
    title: 'The notification has no place to go, or none that is allowed',
    means:
      'ONWARD_DRIFT_WEBHOOK holds the whole address, with https; plain http is taken on loopback alone, since an address of ' +
      'this kind is a secret. ONWARD_DRIFT_WEBHOOK_FORMAT is generic or slack. A document never names an address.',
    remedy: 'Correct the variable that is named, or unset it.',
  },
} as const;
