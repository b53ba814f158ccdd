/** STO, of stores in a bucket: one entry a code. */
export const bucketCodes = {
  STO031: {
    title: 'There is no such bucket',
    means: 'Object storage knows no bucket of the name in the store’s place. A bucket is never made by Onward.',
    remedy: 'Correct the name after oss://, or make the bucket (private, without versions, without retention).',
  },
  STO032: {
    title: 'The bucket may not be read or written',
    means:
      'Object storage refuses the call of the store. It needs oss:GetObject and oss:PutObject on the objects under its prefix, ' +
      'and oss:ListObjects of the bucket.',
    remedy: 'Allow what `onward doctor --policy apply` prints for the store, then try again.',
  },
  STO033: {
    title: 'The bucket is in another region',
    means: 'ONWARD_STORE_REGION names a region that the bucket is not in. Without it the region is asked for.',
    remedy: 'Unset ONWARD_STORE_REGION, or name the bucket’s region.',
  },
  STO034: {
    title: 'The bucket keeps versions',
    means:
      'In a bucket whose versioning is or was switched on, object storage lets a file be created twice, so that two runs could ' +
      'hold one target. No store is kept there.',
    remedy: 'Name a bucket in which versions were never kept.',
  },
  STO035: {
    title: 'The bucket forbids that objects change',
    means: 'A retention policy (WORM) protects the object: a journal cannot grow and a lock cannot beat.',
    remedy: 'Name a bucket without a retention policy. A run that is open in this store goes on in this store alone.',
  },
  STO036: {
    title: 'Object storage does not answer',
    means:
      'No answer came, or none that says whether the call was done, although it was tried several times. What was ' +
      'acknowledged before is in the bucket.',
    remedy: 'Look at the way to object storage (network, endpoint, its status), then run `onward resume`.',
  },
  STO037: {
    title: 'A journal in the bucket is not as its writer left it',
    means:
      'Only the process that made this object adds to it, each time behind the last byte it knows. Something else wrote to it, ' +
      'cut it or replaced it. The line was not acknowledged.',
    remedy: 'Find out who else writes under the store’s prefix, then look at `onward status`.',
  },
  STO038: {
    title: 'This is no place for a store in a bucket',
    means:
      'A bucket’s name has 3 to 63 lower-case letters, digits and inner hyphens; behind it may stand a prefix of letters, ' +
      'digits and `.`, `_`, `-`, in parts between single slashes.',
    remedy: 'Write it as oss://bucket or oss://bucket/prefix.',
  },
  STO039: {
    title: 'Object storage refused a call of the store',
    means: 'It gave a reason that is none of the well-known ones; it is in the message.',
    remedy: 'Look up the service’s code, then try again.',
  },
  STO040: {
    title: 'There is no store at the place that was named',
    means:
      'A run is shown, gone on with or ended from its store. Nothing was ever begun at this place, or it is another place.',
    remedy:
      'Name the store that the run was begun with: `onward status --store STORE`, ONWARD_STORE, or store in the Project.',
  },
} as const;
