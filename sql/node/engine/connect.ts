import { Agent, type ClientRequest, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { launchEngine } from './launch.ts'
import { type Place, preparePlace } from './place.ts'

/** A hold on the embedded engine of a data folder. While it is held the engine is kept alive. */
export interface EngineHold {
  /** Brings HTTP requests to the engine. A connection is tried again after a restart, a request not. */
  agent: Agent
  /** Changes whenever what is visible of a city may have changed (changes.ts). */
  readChanges(): Promise<string>
  release(): void
}

/** Takes hold of the engine at the data folder, and starts it where it does not run. */
export async function holdEngine(folder: string): Promise<EngineHold> {
  const place = preparePlace(folder)
  let lease: ClientRequest | undefined
  let released = false
  let reviving: Promise<void> | undefined

  const takeLease = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request({ socketPath: place.socket, path: '/lease' }, (response) => {
        if (released) asked.destroy()
        lease = asked
        response.resume()
        response.once('close', () => {
          if (lease === asked) lease = undefined
          if (!released && !lease) revive().catch(() => {})
        })
        // Whoever only holds the engine, and does nothing else, may end.
        response.socket.unref()
        resolve()
      })
      asked.on('error', reject)
      asked.end()
    })

  const answers = () =>
    takeLease().then(
      () => true,
      () => false,
    )

  const revive = (): Promise<void> => {
    reviving ??= (async () => {
      if (lease || (await answers())) return
      await launchEngine(place, answers)
    })().finally(() => {
      reviving = undefined
    })
    return reviving
  }

  const reach = async (): Promise<Socket> => {
    if (!lease) await revive()
    return dial(place).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT') throw error
      // The engine has died, though the lease may not have heard of it yet.
      doubt()
      await revive()
      return dial(place)
    })
  }

  /**
   * The engine hardly closes a connection while it lives. When it dies they end one after the other, and
   * what is asked again at once shall not go by one of the rest: it waits until an engine answers anew.
   */
  const doubt = () => {
    for (const idle of Object.values(agent.freeSockets)) for (const one of idle ?? []) one.destroy()
    lease?.destroy()
    lease = undefined
  }

  await revive()
  const agent = Object.assign(new Agent({ keepAlive: true }), {
    createConnection: (_options: object, done: (error: Error | null, socket?: Socket) => void) => {
      reach().then((socket) => {
        for (const end of ['end', 'error']) socket.once(end, doubt)
        done(null, socket)
      }, done)
    },
  })
  return {
    agent,
    readChanges: () => readText(agent, '/changes'),
    release: () => {
      released = true
      lease?.destroy()
      agent.destroy()
    },
  }
}

function readText(agent: Agent, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: 'engine', path }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')))
    })
    asked.on('error', reject)
    asked.end()
  })
}

function dial(place: Place): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(place.socket)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
