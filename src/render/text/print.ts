/** How text is shown: columns, and whether with ANSI colours. */
export interface Print {
  readonly width: number;
  readonly color: boolean;
}
