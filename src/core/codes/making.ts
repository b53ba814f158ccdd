/** DOC, once more: documents that are made, from a table or of what lives. One entry a code; a code is never reused. */
export const makingCodes = {
  DOC037: {
    title: 'The table is not CSV',
    means: 'A cell that begins with a quote ends with one, and each quote of its own is written twice (RFC 4180).',
    remedy: 'Put the whole cell in quotes, or save the table as CSV again.',
  },
  DOC038: {
    title: 'A row is longer or shorter than the header',
    means:
      'Which cell belongs to which column cannot be known: most often a value with a separator in it is not in quotes.',
    remedy: 'Give the row as many cells as the header has.',
  },
  DOC039: {
    title: 'A column is not known',
    means:
      'A column of a table is named after a field of the kind: its path, as in machine.cluster. A column that is not known would be lost.',
    remedy: 'Mend the name, or take the column out.',
  },
  DOC043: {
    title: 'A field is given twice',
    means: 'Two columns of the table, or two cells of one row, say the same field, and only one of them could count.',
    remedy: 'Keep one of the two.',
  },
  DOC050: {
    title: 'Nothing is there to write documents for',
    means:
      'The cloud was asked, and lists nothing at that place, or nothing of what was asked for. That must not look like success: ' +
      'most often the place is misspelt, or the credentials are those of another account.',
    remedy: 'Mend the name of the region, the operation center or the cluster, or ask for less.',
  },
  DOC051: {
    title: 'A live target gets no document',
    means:
      'It is there, and no document of this version can speak of it, or too little of it could be read to write down what it is. ' +
      'Nothing is guessed.',
    remedy: 'Leave it as it is, or write its document by hand.',
  },
  DOC052: {
    title: 'A live target that was named is not there',
    means: 'The cloud lists nothing of this name or id at that place. No file was written.',
    remedy: 'Give the name or the id as the cloud has it.',
  },
  DOC053: {
    title: 'The project does not name the new documents',
    means: 'Verbs that are given no file take the documents that onward.yaml names, and these are not among them.',
    remedy: "Add them to the project's spec.documents.",
  },
} as const;
