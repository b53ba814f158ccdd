/** USE: usage of the command line. One entry a code; a code is never reused. */
export const usageCodes = {
  USE001: {
    title: 'the command line cannot be understood',
    means: 'A verb, an option or its value does not exist, or one that is needed is missing.',
    remedy: 'onward --help lists the verbs; onward VERB --help lists its options.',
  },
  USE002: {
    title: 'a file could not be read',
    means: 'The file does not exist, is a directory, or may not be read.',
    remedy: 'Correct the path or its permission.',
  },
  USE003: {
    title: 'a file could not be written',
    means: 'The folder does not exist, the file may not be written, or the disk is full.',
    remedy: 'Correct the path or its permission, or make room.',
  },
  USE004: {
    title: 'there is no such code',
    means: 'The code is not in the registry of this version.',
    remedy: 'onward explain lists the codes.',
  },
  USE005: {
    title: 'a bug in onward',
    means: 'Something happened that should be impossible. The journal holds what was intended and what was done.',
    remedy: 'Report it with the text above. onward status shows how the run stands.',
  },
  USE006: {
    title: 'the price file cannot be used',
    means:
      'ONWARD_PRICES names a file of a person’s own prices, by kind. It takes the place of the prices that come with Onward.',
    remedy: 'Mend what the message names, or unset ONWARD_PRICES.',
  },
  USE007: {
    title: 'a file is there already',
    means:
      'A file that would be written is there and says something else: perhaps what a person made of it. None of the files was written.',
    remedy: 'Give another place with -o, or --overwrite to replace what is there.',
  },
  USE008: {
    title: 'there is no completion for this shell',
    means: 'Completions are written for bash, zsh and fish.',
    remedy: 'Name one of them.',
  },
  USE009: {
    title: 'this file is not a report of onward',
    means: 'It is empty, no JSON, or lacks what the format of a report demands. Nothing can be proven of it.',
    remedy: 'Give a file that `onward report RUN -o report.json` wrote.',
  },
} as const;
