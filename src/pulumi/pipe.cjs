'use strict';
// The provider's end of the pipe. It runs in Pulumi's provider process, holds no credentials, calls no cloud, decides
// nothing: it hands {plan, step} to the process that drives the run (socket.ts) and waits for its word.
const { lstatSync, readFileSync } = require('node:fs');
const { connect } = require('node:net');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

/** An answer is one word; whatever is longer did not come from us. */
const longest = 256;

const gone = (plan, step) =>
  new Error(
    `nobody drives this step: ${step} of ${plan}; the process that ran the plan is gone, and nothing was done here`,
  );

/** Resolves with the answer's text; rejects when the other end goes away before it was whole. */
function exchange(socketPath, message) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(socketPath);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(message)}\n`));
    socket.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
      if (end !== -1 || text.length > longest) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
  });
}

/**
 * Where the process that drives the plan is. An engine that Onward starts has it in its environment; under a plain
 * `pulumi up` that process has left word in a folder of this user's (rendezvous.ts), which nobody else may write to.
 */
function meet(plan) {
  const { ONWARD_SOCKET: path, ONWARD_TOKEN: token } = process.env;
  if (path && token) return { path, token };
  const user = process.getuid?.();
  const file = join(tmpdir(), `onward-${user ?? 'user'}`, `${String(plan).replace(/^sha256:/, '')}.json`);
  const folder = lstatSync(dirname(file));
  if (!folder.isDirectory() || folder.uid !== user || (folder.mode & 0o077) !== 0) throw new Error('not ours');
  return JSON.parse(readFileSync(file, 'utf8'));
}

function find(plan, step) {
  try {
    return meet(plan);
  } catch {
    throw gone(plan, step);
  }
}

async function drive({ plan, step }) {
  const { path: socketPath, token } = find(plan, step);
  const answer = await exchange(socketPath, { token, plan, step }).then(JSON.parse, () => {
    throw gone(plan, step);
  });
  // It stopped at a gate, which is no failure: the next update asks for it again (diff).
  if (answer.state === 'waits') return { plan, step, waits: true };
  // Why it ended so is in the journal; Pulumi only needs to know that nothing may follow it.
  if (answer.state !== 'done') throw new Error(`${step}: ${answer.state}`);
  return { plan, step };
}

module.exports = {
  async check(_olds, news) {
    return { inputs: news };
  },
  // The plan's id is the only thing that makes a step another step; what waits is asked for again.
  async diff(_id, olds, news) {
    return { changes: olds.plan !== news.plan || olds.waits === true };
  },
  async create(inputs) {
    const outs = await drive(inputs);
    return { id: inputs.step, outs };
  },
  async update(_id, _olds, news) {
    return { outs: await drive(news) };
  },
  async read(id, props) {
    return { id, props };
  },
  // What was migrated stays migrated; dropping a step from a program undoes nothing.
  async delete() {},
};
