import { apiServerIn, isApiServer, kubernetesPlace } from '../../scripts/kubernetes-place.mjs';

/** The API server these tests drive. Without one they fail and say what to do: a layer that skips itself proves nothing. */
export const serverPath = (env = process.env): string => {
  const { version, folder } = kubernetesPlace(env);
  const path = apiServerIn(folder);
  if (isApiServer(folder, version)) return path;
  throw new Error(`There is no Kubernetes API server ${version} at ${path}. Run \`npm run kubernetes\`.`);
};
