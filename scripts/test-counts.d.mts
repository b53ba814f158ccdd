export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export declare const noTests: TestCounts;
export declare const countTests: (report: unknown) => TestCounts;
export declare const closingLine: (counts: TestCounts) => string;
