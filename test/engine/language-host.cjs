#!/usr/bin/env node
'use strict';
// Stands in for the vendor's pulumi-language-nodejs, which no package carries: it starts the vendor's own program runner
// (@pulumi/pulumi/cmd/run) in a process of its own, with the arguments and variables that the vendor's host gives it.
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const sdk = createRequire(require.resolve('@pulumi/pulumi/package.json', { paths: [process.env.PROJECT_ROOT] }));
const grpc = sdk('@grpc/grpc-js');
const { LanguageRuntimeService } = sdk('./proto/language_grpc_pb.js');
const language = sdk('./proto/language_pb.js');
const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js');
const { PluginInfo } = sdk('./proto/plugin_pb.js');

// The first argument that is no option is the engine's address.
const engine = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
/** The vendor's runner ends so when it has told the user what was wrong. */
const saidAlready = 32;

const run = ({ request }, answer) => {
  const config = Object.fromEntries(request.getConfigMap().entries());
  const info = request.getInfo();
  const options = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel(),
    ...(request.getDryrun() && { 'dry-run': 'true' }),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const program = spawn(
    process.execPath,
    [sdk.resolve('./cmd/run'), ...flags, join(info.getProgramDirectory(), info.getEntryPoint())],
    {
      env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config), PULUMI_CONFIG_SECRET_KEYS: '[]' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  program.on('exit', (code, signal) => {
    const response = new language.RunResponse();
    if (code === saidAlready) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with ${code ?? signal}`);
    answer(null, response);
  });
};

// An engine that was killed leaves nobody to serve.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 1_000).unref();

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  run,
  getRequiredPlugins: (_, answer) => answer(null, new language.GetRequiredPluginsResponse()),
  // The worse case: the program is not told.
  cancel: (_, answer) => {
    writeFileSync(join(process.env.PROJECT_ROOT, 'cancelled'), '');
    answer(null, new Empty());
  },
  getPluginInfo: (_, answer) => {
    const info = new PluginInfo();
    info.setVersion('1.0.0');
    answer(null, info);
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (problem, port) => {
  if (problem) throw problem;
  process.stdout.write(`${port}\n`);
});
