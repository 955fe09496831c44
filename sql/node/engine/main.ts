import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { quote } from '../statements.ts'
import { openChanges } from './changes.ts'
import { type Front, handle } from './front.ts'
import { openLane } from './lane.ts'
import { BASELINE, LANES, LEASE } from './limits.ts'
import { openSession } from './session.ts'
import { openSpool } from './spool.ts'

const [data, socket] = process.argv.slice(2)
if (!data || !socket) throw new Error('usage: main.ts DATA SOCKET')

process.umask(0o077)
const warehouse = join(data, 'warehouse')
const baseline = new Map(Object.entries(BASELINE))
const open = () => openSession(warehouse, baseline)

// Held, not used: it has the data locked, also while all others are being replaced.
try {
  open()
} catch (error) {
  console.error(String(error))
  process.exit(1)
}
const control = openLane(LANES.control, open)
const questions = openLane(LANES.questions, open)
const states = openLane(LANES.states, open)
const loads = openLane(LANES.loads, open)
const front: Front = {
  questions,
  states,
  loads,
  spool: await openSpool(join(data, 'spool')),
  changes: openChanges(),
  kill,
  hold: watchLeases(),
}

writeFileSync(join(data, 'engine.pid'), `${process.pid}\n`)
// Only the process that holds the data may take the socket from one that died.
rmSync(socket, { force: true })
const server = createServer((request, response) => {
  void handle(front, request, response)
})
server.requestTimeout = 0
server.headersTimeout = 0
server.keepAliveTimeout = 0
server.listen({ path: socket, backlog: 4096 }, () => chmodSync(socket, 0o600))

async function kill(mark: string): Promise<void> {
  const surroundings = { database: 'default', settings: new Map(), parameters: new Map() }
  const sql = `KILL QUERY WHERE query LIKE ${quote(`%${mark}%`)} AND query NOT LIKE 'KILL%' ASYNC`
  await control
    .run((session) => session.run(sql, 'TabSeparated', surroundings))
    .catch((error) => console.error(error))
}

/** The engine lives as long as somebody holds it. */
function watchLeases(): (response: ServerResponse) => void {
  let held = 0
  let ending = setTimeout(end, LEASE.patience)
  return (response) => {
    held += 1
    clearTimeout(ending)
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    response.write('held\n')
    response.once('close', () => {
      held -= 1
      if (held === 0) ending = setTimeout(end, LEASE.linger)
    })
  }
}

/** At once, also under a running query: what the engine has acknowledged is on disk. */
function end() {
  rmSync(socket as string, { force: true })
  process.kill(process.pid, 'SIGKILL')
}
