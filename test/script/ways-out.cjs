'use strict';
// Loaded before dist (`node --require`): notes every way out of the process that is tried, and closes it. What was tried is said on stderr
// at its end, a line each.
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const { join } = require('node:path');

const dist = join(__dirname, '..', '..', 'dist');
const tried = new Set();
const say = fs.writeSync;

const close = (owner, name, what) => {
  owner[name] = () => {
    tried.add(what);
    throw new Error(`${what} is closed`);
  };
};
close(net.Socket.prototype, 'connect', 'a connection');
close(net.Server.prototype, 'listen', 'a port');
close(dgram, 'createSocket', 'a datagram');
close(dns, 'lookup', 'a name');
close(globalThis, 'fetch', 'a request');
for (const name of ['spawn', 'spawnSync', 'fork', 'exec', 'execFile']) close(childProcess, name, 'a program');

/** A secret is looked at by its own name; who copies the whole environment looks at nothing. */
const secret = /(KEY|SECRET|TOKEN|PASSWORD|CREDENTIALS?|KUBECONFIG|USERNAME)(_|$)/;
const env = process.env;
Object.defineProperty(process, 'env', {
  value: new Proxy(env, {
    get: (all, name) => {
      if (secret.test(String(name))) tried.add(`the variable ${String(name)}`);
      return all[name];
    },
  }),
});

/** The program's own files are no way out. */
const watch = (owner, name, what) => {
  const real = owner[name];
  owner[name] = (path, ...rest) => {
    const text = String(path);
    if (typeof path !== 'number' && !text.includes(dist)) tried.add(`${what} ${text}`);
    return real(path, ...rest);
  };
};
for (const owner of [fs, fs.promises]) {
  for (const name of ['readFile', 'open', 'readdir']) watch(owner, name, 'reads');
  for (const name of ['writeFile', 'appendFile', 'mkdir', 'rename', 'link', 'unlink']) watch(owner, name, 'writes');
}
for (const name of ['readFileSync', 'openSync', 'readdirSync']) watch(fs, name, 'reads');
for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync']) watch(fs, name, 'writes');
syncBuiltinESMExports();

process.on('exit', () => {
  for (const one of tried) say(2, `WAY OUT ${one}\n`);
});
