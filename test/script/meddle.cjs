'use strict';
// Loaded before dist (`node --require`) in the runner that a test meddles with: what a machine may do to a process, at an instant that no
// signal from outside would meet. Each variable is one accident; without any of them nothing is changed.
const fs = require('node:fs');
const fsPromises = require('node:fs/promises');
const http = require('node:http');
const { syncBuiltinESMExports } = require('node:module');
const os = require('node:os');
const { performance } = require('node:perf_hooks');
const timers = require('node:timers/promises');

const { MEDDLE_HOST, MEDDLE_CLOCK_MS, MEDDLE_WATCH, MEDDLE_FREEZE_AFTER, MEDDLE_FREEZE_IN_LOOK, MEDDLE_FREEZE_AT } =
  process.env;

/** Stops this process as SIGSTOP from outside does, and no line of it runs before SIGCONT. */
const freeze = () => {
  process.kill(process.pid, 'SIGSTOP');
  // The signal may be a moment on its way; whoever runs on within it would have passed the instant.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
};

// Another machine, as far as locks can tell.
if (MEDDLE_HOST) os.hostname = () => MEDDLE_HOST;

// A wall clock that is wrong. Monotonic time is not touched, as no clock that is set touches it.
if (MEDDLE_CLOCK_MS) {
  const RightDate = Date;
  const by = Number(MEDDLE_CLOCK_MS);
  globalThis.Date = class extends RightDate {
    constructor(...given) {
      if (given.length === 0) super(RightDate.now() + by);
      else super(...given);
    }
    static now() {
      return RightDate.now() + by;
    }
  };
}

// The 45 s for which a heartbeat is watched pass at once: looks are 5 s apart, and nothing else in a runner waits for so long by this timer.
if (MEDDLE_WATCH === 'at-once') {
  const { setTimeout: wait } = timers;
  const now = performance.now.bind(performance);
  let ahead = 0;
  performance.now = () => now() + ahead;
  timers.setTimeout = async (ms, ...more) => {
    if (ms !== 5_000) return wait(ms, ...more);
    ahead += ms;
    return wait(20, ...more);
  };
}

// Between the intent, which is on disk by then, and the look at the lock; or when that look has seen what it sees, and does not know it yet.
const step = MEDDLE_FREEZE_AFTER || MEDDLE_FREEZE_IN_LOOK;
let looks = false;
if (step) {
  const { open, readFile } = fsPromises;
  const isIntent = (bytes) => {
    const text = Buffer.from(bytes).toString('utf8');
    return text.includes('"type":"intended"') && text.includes(`"step":"${step}"`);
  };
  fsPromises.readFile = async (path, ...more) => {
    const read = await readFile(path, ...more);
    if (looks && String(path).includes('/targets/')) {
      looks = false;
      freeze();
    }
    return read;
  };
  fsPromises.open = async (...given) => {
    const file = await open(...given);
    const { write, datasync } = file;
    let intended = false;
    file.write = (bytes, ...more) => {
      intended ||= isIntent(bytes);
      return write.call(file, bytes, ...more);
    };
    file.datasync = async () => {
      await datasync.call(file);
      if (intended && MEDDLE_FREEZE_AFTER) freeze();
      looks ||= intended && !MEDDLE_FREEZE_AFTER;
      intended = false;
    };
    return file;
  };
}

// After the last look at the lock: the request is made and signed, and not one byte of it has left.
if (MEDDLE_FREEZE_AT) {
  const { request } = http;
  let frozen = false;
  http.request = (url, ...more) => {
    if (!frozen && url instanceof URL && url.pathname.endsWith(MEDDLE_FREEZE_AT)) {
      frozen = true;
      fs.writeSync(2, `frozen before ${url.pathname}\n`);
      freeze();
    }
    return request(url, ...more);
  };
}

syncBuiltinESMExports();
