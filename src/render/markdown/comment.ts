/** GitHub takes comments of 65,536 characters; some room is left for what a pipeline adds. */
export const largest = 60_000;
