'use strict';
// node leash.cjs <engine> [argument…]: runs Pulumi's engine in a process group of its own, so that a terminal's ^C does
// not reach it (two signals would end it at once), and ends it when the process that started us goes away. That process
// holds the other end of our stdin and never writes: the end of stdin is its death, whatever it died of.
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const engine = spawn(process.argv[2], process.argv.slice(3), { stdio: ['ignore', 'inherit', 'inherit'] });

process.stdin.on('close', () => engine.kill('SIGKILL')).resume();

// As a shell says it: 127 is not there, 126 cannot be run, 128 + n was ended by signal n.
engine.on('error', (error) => process.exit(error.code === 'ENOENT' ? 127 : 126));
engine.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
