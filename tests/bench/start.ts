import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Health } from '../../server/contract/health.ts'
import { startProduct } from '../support/product.ts'

/** Starts, stops and starts the product in an empty folder, and prints how long each start took. */
const data = await mkdtemp(join(tmpdir(), 'weisu-start-'))
try {
  for (const start of ['first start', 'second start']) {
    const product = await startProduct(['npm', 'start'], data)
    const health = (await (await fetch(`${product.url}/api/health`)).json()) as Health
    const [city] = health.cities
    console.log(
      `${start}: ${product.seconds.toFixed(1)} s, ${city?.complaints} complaints of ${city?.id} through ${city?.through}`,
    )
    await product.stop()
  }
} finally {
  await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
}
