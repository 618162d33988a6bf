// A demo of its own for one run: on a free port, in a temporary folder, gone at the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = resolve(process.env.KONTOR_BINARY ?? join(import.meta.dirname, '../../target/debug/kontor'));
/** A debug build needs its time to make two tenants. */
const START_MS = 180_000;
const STOP_MS = 15_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Starts a demo and returns its first tenant, the people in it by role, and how to stop it. */
export async function startDemo() {
  await access(BINARY).catch(() => {
    throw new Error(`${BINARY} is not there: build it with \`cargo build -p kontor-server\`, or name it in KONTOR_BINARY`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'kontor-browser-'));
  const port = await freePort();
  const env = { ...process.env, KONTOR_DATA_DIR: folder, KONTOR_LISTEN: `127.0.0.1:${port}` };
  const server = spawn(BINARY, ['demo'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text));

  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await Promise.race([ended, sleep(STOP_MS, null, { ref: false })]);
      server.kill('SIGKILL');
    }
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_MS;
  while (!(await isReady(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The demo did not start:\n${said}`);
    }
    await sleep(200);
  }
  const [tenant] = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')).tenants;
  const person = (role) => tenant.users.find((user) => user.role === role);
  return { tenant, person, stop };
}
