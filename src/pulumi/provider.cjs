'use strict';
// Serves Pulumi's dynamic resources and ends with the engine that started it: an orphan would wait for nobody.
const engine = process.ppid;
const look = setInterval(() => {
  if (process.ppid !== engine) process.kill(process.pid, 'SIGKILL');
}, 250);
look.unref();

// Beside Onward's own SDK, or (a copy in the engine's folder, under a plain `pulumi up`) beside the project's.
require(require.resolve('@pulumi/pulumi/cmd/dynamic-provider', { paths: [__dirname, process.cwd()] }));
