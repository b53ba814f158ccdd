/** TWN: the twin. One entry a code; a code is never reused. */
export const twinCodes = {
  TWN001: {
    title: 'the world is not valid YAML',
    means: 'A syntax error, a key that stands twice, several documents, or too many aliases.',
    remedy: 'Correct the place that is named.',
  },
  TWN002: {
    title: 'the world is empty or not a mapping',
    means: 'There is nothing to serve.',
    remedy: 'Begin with `apiVersion: onward/v1` and `kind: World`.',
  },
  TWN003: {
    title: 'unknown key in a world',
    means: 'The format has no such key; nothing is ignored.',
    remedy: 'Use one of the known keys that are listed.',
  },
  TWN004: {
    title: 'wrong value in a world',
    means: 'The type, pattern, range or choice does not fit.',
    remedy: 'See the description of the field in the world schema.',
  },
  TWN005: {
    title: 'a key is missing in a world',
    means: 'The thing that is named needs it.',
    remedy: 'Add it.',
  },
  TWN006: {
    title: 'a part of a world that comes later',
    means: 'The format knows it, and this twin does not model it yet. Nothing is ignored.',
    remedy: 'Leave it out.',
  },
  TWN007: {
    title: 'a world contradicts itself',
    means: 'Each value is fine alone; together they cannot be.',
    remedy: 'Change one of the two.',
  },
  TWN008: {
    title: 'the twin cannot listen',
    means: 'The port is taken, or may not be used.',
    remedy: 'Leave --port out, or give a free one.',
  },
  TWN009: {
    title: 'the API server behind the twin does not play',
    means: 'What --kubernetes names cannot be read or reached, or refuses what the world wants to be there.',
    remedy: 'Give --kubernetes a kubeconfig file whose user may do everything, or leave it out.',
  },
  TWN010: {
    title: 'what was observed makes no world',
    means:
      'A rehearsal lives in one world: one account and one operation center, and only what the twin knows how to be.',
    remedy: 'Plan fewer targets with --only and rehearse those; the twin cannot stand in for what is named.',
  },
} as const;
