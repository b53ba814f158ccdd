export declare const apiServerIn: (folder: string) => string;
export declare const isApiServer: (folder: string, version: string) => boolean;
export declare const kubernetesPlace: (env?: NodeJS.ProcessEnv) => {
  readonly version: string;
  readonly folder: string;
};
