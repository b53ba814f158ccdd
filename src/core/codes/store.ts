/** STO: one entry a code. */
export const storeCodes = {
  STO001: {
    title: 'Something else is where the store should be',
    means: 'A file stands where a folder of the store should be, or a folder where a file should be.',
    remedy: 'Name another folder with --store, or move away what is there.',
  },
  STO002: {
    title: 'The store may not be read or written',
    means: 'The operating system refuses this user access to a file or a folder of the store.',
    remedy: 'Run as the user who owns the store, or give this user read and write access to it.',
  },
  STO003: {
    title: 'The store is on a read-only file system',
    means: 'A run must write its journal before it sends anything, and nothing can be written here.',
    remedy:
      'Mount the file system for writing. A run that is open in this store goes on in this store alone; never begin it again in another.',
  },
  STO004: {
    title: 'The store is full',
    means: 'No space, no inodes or no quota is left. What was acknowledged before is on disk.',
    remedy: 'Make room where the store is, then run `onward resume`.',
  },
  STO005: {
    title: 'The store is gone',
    means:
      'A file or a folder of the store that was there is there no longer, for example because it was removed or unmounted.',
    remedy:
      'Bring the store back as it was (mount it, restore it), then run `onward resume`. Do not begin with an empty one.',
  },
  STO006: {
    title: 'The store cannot be used',
    means: 'The operating system reports a trouble that is none of the well-known ones; its name is in the message.',
    remedy: 'Look up the name of the error for this file system, then try again.',
  },
  STO007: {
    title: 'This folder is not a store of Onward',
    means:
      'Its store.json is not one of Onward, or it holds runs or locks and no store.json. Nothing is written into it.',
    remedy: 'Name another folder with --store; where store.json was lost, restore it.',
  },
  STO008: {
    title: 'The store was written by a newer Onward',
    means: 'The format of a file in the store has a newer major version than this tool reads.',
    remedy: 'Use the newer Onward.',
  },
  STO010: {
    title: 'Another plan is stored under the id of this run',
    means: 'An accepting.json with other bytes is in the folder of this run, and no journal: it was never accepted.',
    remedy: 'Apply the plan with exactly these bytes, or plan again.',
  },
  STO011: {
    title: 'The stored plan is not the one that was accepted',
    means: 'The journal of a run begins with the hash of its plan.json; the file is missing or has other bytes now.',
    remedy: 'Restore the plan.json of this run as it was. Nothing is written for this run until then.',
  },
  STO012: {
    title: 'The last line of a journal is torn',
    means:
      'A writer died, or ran out of space, in the middle of a line, or is writing it just now. Such a line was never ' +
      'acknowledged, so nothing was sent because of it; it is passed over.',
    remedy: 'Nothing to do: the next writer chains to the last whole line.',
  },
  STO013: {
    title: 'A line of a journal was altered',
    means:
      'Each line carries the hash of the line before; here the chain does not fit. Nothing more is written for this run.',
    remedy: 'Restore the journal as it was. Until then look at the cloud itself before anything is done to the target.',
  },
  STO014: {
    title: 'Lines of a journal are missing',
    means:
      'The lines of a journal are numbered over all its files; numbers are left out. Nothing more is written for this run.',
    remedy: 'Restore the journal as it was. Until then look at the cloud itself before anything is done to the target.',
  },
  STO015: {
    title: 'A line of a journal cannot be read',
    means: 'A whole line is not one that Onward writes. Nothing more is written for this run.',
    remedy: 'Restore the journal as it was. Until then look at the cloud itself before anything is done to the target.',
  },
  STO016: {
    title: 'A file of a journal is missing',
    means: 'The files of a journal are numbered from 1 without a gap, one for each holder of the run.',
    remedy: 'Restore the missing file. Nothing is written for this run until then.',
  },
  STO017: {
    title: 'A journal was written by a newer Onward',
    means: 'It has a line of a type that this tool does not know.',
    remedy:
      'Use the newer Onward to go on with this run; where none was ever used here, a byte of the line went bad: restore the ' +
      'journal as it was.',
  },
  STO018: {
    title: 'A writer that had lost its run wrote on',
    means:
      'After another holder took the run over, its former holder added lines to its own file. They are kept as evidence and ' +
      'are not part of the chain.',
    remedy:
      'Read them in the folder of the run; a call they speak of is looked for in the cloud before the run goes on.',
  },
  STO019: {
    title: 'The journal takes no more lines from this writer',
    means:
      'A line could not be written whole, or the journal was closed. A writer never goes on after a line that failed.',
    remedy: 'Remove the cause named before, then run `onward resume`.',
  },
  STO020: {
    title: 'Another run on this machine holds the target',
    means: 'One run at a time works on a target; the process that holds it is alive.',
    remedy: 'Wait until it ends, or end that process; then try again.',
  },
  STO021: {
    title: 'A run on another machine holds the target',
    means: 'One run at a time works on a target; the heartbeat of its holder moves, so it is alive.',
    remedy: 'Wait until it ends, or end it where it runs; then try again.',
  },
  STO022: {
    title: 'A run elsewhere holds the target and gives no sign of life',
    means:
      'The heartbeat of the holder stood still for 45 s. It may be dead, or cut off from the store and still working, so it ' +
      'is taken over only when a person says so.',
    remedy: 'Make sure that it no longer runs, then run the same command again with --take-over.',
  },
  STO023: {
    title: 'The target was taken over by another run',
    means: 'A newer lock of the target is there, or this lock is gone. This run sends nothing more to the target.',
    remedy: 'Leave the target to its new holder, and look at `onward status`.',
  },
  STO024: {
    title: 'A lock cannot be read',
    means:
      'The file of a lock is not one that Onward writes, or it speaks of another target, so its holder is not known.',
    remedy:
      'Look at the file that is named, make sure that no run works on the target on any machine, then run the same command again with --take-over: it goes on when the file stands still for 45 s.',
  },
  STO025: {
    title: 'There is no such run',
    means: 'No run in the store has this id, begins with it, or has this alias.',
    remedy: 'List the runs with `onward status`.',
  },
  STO026: {
    title: 'Several runs answer to this name',
    means: 'More than one run begins with this id or has this alias.',
    remedy: 'Give more digits of the id.',
  },
  STO027: {
    title: 'Another process has just taken the run',
    means: 'Two processes opened the journal of one run at the same time; only one of them may write.',
    remedy: 'Leave the run to the other one, and look at `onward status`.',
  },
  STO028: {
    title: 'The journal of a run is lost',
    means:
      'The plan of the run was accepted, so its journal had a first line; now there is none. What was sent is not known, so nothing begins anew.',
    remedy: 'Restore the journal as it was. Until then look at the cloud itself before anything is done to the target.',
  },
  STO029: {
    title: 'The folder of a run has the name of another run',
    means:
      'A run is named after the first 12 hex digits of its plan’s digest. This folder was renamed or copied, so what is in it is not the run of that name.',
    remedy: 'Give the folder its name back; where a run of that name is there, keep the copy outside of the store.',
  },
  STO030: {
    title: 'The run was set aside',
    means:
      'Its files were damaged. A person said, with evidence, that it is over, and the cloud showed nothing under way. It does not go on; its files stay.',
    remedy: 'Plan again; a new try is a new plan and a new yes.',
  },
} as const;
