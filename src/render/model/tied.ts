const tie = '\u00a0';

/** Words that stay on one line ("3 prove"): a face shows the tie as a blank. */
export const tied = (text: string): string => text.replaceAll(' ', tie);

export const untied = (text: string): string => text.replaceAll(tie, ' ');
