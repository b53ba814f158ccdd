/** DOC: documents, from the file that is read to what they refer to. One entry a code; a code is never reused. */
export const documentCodes = {
  DOC001: {
    title: 'The file is not YAML',
    means:
      'The text breaks the rules of YAML 1.2 at this place, so nobody can say what it means. Nothing of it was used.',
    remedy: 'Mend the text at the place that is named.',
  },
  DOC002: {
    title: 'A tab is used as indentation',
    means: 'YAML forbids tabs before the first word of a line: how wide they are depends on who looks.',
    remedy: 'Replace the tab with spaces.',
  },
  DOC003: {
    title: 'The file holds no document',
    means: 'The file is empty or holds only comments. Going on would look as if its target had been asked for.',
    remedy: 'Write a document into it, or leave the file out.',
  },
  DOC004: {
    title: 'The file holds a character that is not text',
    means:
      'A control character, a lone carriage return, or a sign that reverses the direction of text stands in the file. Such ' +
      'characters hide from a reviewer what a machine reads.',
    remedy: 'Remove the character. Within double quotes it may be written as an escape, such as "\\u0007".',
  },
  DOC005: {
    title: 'A key is written twice',
    means: 'The same key stands twice in one map, and only one of its values could count.',
    remedy: 'Keep one of the two.',
  },
  DOC006: {
    title: 'Anchors, aliases and merge keys are refused',
    means: 'They make a document say more than what stands where a reviewer looks, so documents do not use them.',
    remedy: "Write the value out, or put what documents share into the project's spec.defaults.",
  },
  DOC007: {
    title: 'Tags are refused',
    means:
      'A tag such as !!binary or !include changes what a value is. Documents are inert: they hold plain values only.',
    remedy: 'Take the tag out; put a text in quotes where it looks like a number.',
  },
  DOC008: {
    title: 'A directive is refused',
    means:
      'A line such as %YAML 1.1 or %TAG changes how the rest is read. Documents are read as YAML 1.2 and nothing else.',
    remedy: 'Take the line out.',
  },
  DOC009: {
    title: 'A key is not text',
    means: 'The key is a number, true, false, nothing, a list or a map. Every key of a document is a text.',
    remedy: 'Put the key in quotes, or mend it.',
  },
  DOC010: {
    title: 'The file is too large',
    means: 'A file of documents may have 1 MiB. Larger ones are refused before they are read.',
    remedy: 'Split it into several files.',
  },
  DOC011: {
    title: 'The file holds too many documents',
    means: 'One file may hold 1,000 documents.',
    remedy: 'Split it into several files.',
  },
  DOC012: {
    title: 'The file is nested too deeply',
    means: 'Lists and maps may be nested 64 deep; no document needs a tenth of that.',
    remedy: 'Look for a missing bracket or a generator gone wrong.',
  },
  DOC013: {
    title: 'A document is not a map',
    means: 'A document is a map with apiVersion, kind, metadata and spec; this one is a list or a single value.',
    remedy: 'Start it with "apiVersion: onward/v1".',
  },
  DOC014: {
    title: 'The apiVersion is not one this version reads',
    means:
      'Documents of this version have apiVersion onward/v1. A file of another tool, or of a later Onward, is not guessed at.',
    remedy: 'Write apiVersion: onward/v1, use a version of Onward that reads the other, or leave the file out.',
  },
  DOC015: {
    title: 'The kind is not known',
    means: 'No kind of this version has this name, or it belongs to a later version.',
    remedy: 'Write one of the kinds that are named.',
  },
  DOC016: {
    title: 'A key is not known',
    means:
      'The schema has no such key at this place. It is refused, since a misspelt key would otherwise be ignored in silence.',
    remedy: 'Write one of the keys that are named, or take it out.',
  },
  DOC017: {
    title: 'A value has the wrong type',
    means: 'The schema asks for another type of value at this place, such as a text where a number stands.',
    remedy: 'Write a value of the type that is named; a text that looks like a number needs quotes.',
  },
  DOC018: {
    title: 'A value is not allowed',
    means: 'The value has the right type, and is not one of those allowed, or not of the form that is asked for.',
    remedy: 'Write one of the values, or the form, that is named.',
  },
  DOC019: {
    title: 'A required key is missing',
    means: 'The schema demands a key, and neither the document nor the defaults of the project give it.',
    remedy: 'Write it.',
  },
  DOC020: {
    title: 'A field is not honoured by this version',
    means:
      'The field, or this value of it, belongs to the format and this version of Onward does not act on it. It is refused, ' +
      'since ignoring it would promise what does not happen.',
    remedy: 'Take it out.',
  },
  DOC021: {
    title: 'The file is not UTF-8',
    means: 'Bytes of the file are not text in UTF-8. Guessing another encoding could change what it says.',
    remedy: 'Save the file as UTF-8.',
  },
  DOC022: {
    title: 'The file does not exist',
    means: 'There is no file or directory of this name, or it is a link to nothing.',
    remedy: 'Mend the name.',
  },
  DOC023: {
    title: 'The file may not be read',
    means: 'The operating system refused to open the file or directory to this user.',
    remedy: 'Give this user the right to read it.',
  },
  DOC024: {
    title: 'Not a file with documents',
    means:
      'The name belongs to a device, a socket, a pipe or the like. Only files and directories are read; a pipe is read as -.',
    remedy: 'Name a file, or pipe the text in and name -.',
  },
  DOC025: {
    title: 'The file could not be read',
    means: 'The operating system failed while it read the file or directory.',
    remedy: 'See to what it says, then try again.',
  },
  DOC026: {
    title: 'No documents there',
    means:
      'The directory or the glob holds no file that ends in .yaml or .yml. A list that is empty by mistake must not look like success.',
    remedy: 'Mend the path.',
  },
  DOC027: {
    title: 'Nothing says which documents',
    means:
      'No file was named, and no onward.yaml was found from the working directory upward; or the one found names none.',
    remedy: 'Name a file, or write an onward.yaml with spec.documents.',
  },
  DOC028: {
    title: 'Two documents have one address',
    means: 'Kind and name together are the name of a target in plans, journals and messages, so they must be its own.',
    remedy: 'Give one of them another name.',
  },
  DOC029: {
    title: 'Two documents speak of one target',
    means: 'Both documents name the same live target. They would be planned side by side and send their calls twice.',
    remedy: 'Keep one of the two.',
  },
  DOC031: {
    title: 'The account is not known',
    means: "The document names an account that the project's spec.accounts does not list, so its id cannot be known.",
    remedy: "Mend the name, or add the account to the project's spec.accounts.",
  },
  DOC032: {
    title: 'onward.yaml is not one project',
    means: 'onward.yaml holds exactly one document of kind Project; this one holds none, or more than one.',
    remedy: 'Keep one document of kind Project in it.',
  },
  DOC033: {
    title: 'A project stands outside its file',
    means:
      'A document of kind Project counts only in the onward.yaml that is found upward. Elsewhere it would seem to count.',
    remedy: 'Move it to onward.yaml, or take it out.',
  },
  DOC034: {
    title: 'The project says one thing twice',
    means: 'Two accounts have the same name, or two entries of defaults are for the same kind.',
    remedy: 'Keep one of the two.',
  },
  DOC035: {
    title: 'The glob is too broad',
    means: 'The glob has so many alternatives in braces that trying them all would take very long.',
    remedy: 'Write it as several globs.',
  },
  DOC036: {
    title: 'More is wrong in this file',
    means: 'Only the first problems of a file are listed; the rest is counted.',
    remedy: 'Mend what is listed, then look again: onward validate',
  },
  DOC040: {
    title: 'The selector would take everything',
    means: 'A set names a cluster and neither labels nor names, so that every machine there would be meant.',
    remedy: 'Write selector.matchLabels, or list selector.names.',
  },
  DOC041: {
    title: 'Two overrides are for one machine',
    means: 'A set overrides the same name twice, and only one of the two could count.',
    remedy: 'Write all that is asked of the machine into one entry.',
  },
  DOC042: {
    title: 'A template says what only one machine can be',
    means: 'What a template asks for is asked of every machine, and they cannot all have one name.',
    remedy: 'Write it into the override of the one machine that is meant.',
  },
  DOC044: {
    title: 'A rule that ignores drift sets nothing aside',
    means:
      'All targets that the rule speaks of were looked at, and none of them shows what it sets aside. Such a rule would hide ' +
      'what happens later and was never meant.',
    remedy: 'Take it out of drift.ignore.',
  },
} as const;
