export declare const variable: string;
export declare const names: readonly string[];
export declare const versionOf: (path: string) => string | null;
export declare const findBrowser: (env?: NodeJS.ProcessEnv) => string | null;
