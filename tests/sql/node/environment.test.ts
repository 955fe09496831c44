import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment } from '../../../sql/node/environment.ts'
import { EnvironmentError } from '../../../sql/node/environment-error.ts'

test('everything has a default', () => {
  expect(readEnvironment({})).toEqual({
    host: '127.0.0.1',
    port: 8080,
    city: 'beijing',
    demo: true,
    data: resolve('data'),
    warehouse: { database: 'weisu', data: resolve('data') },
  })
})

test('an empty variable counts as not set', () => {
  expect(readEnvironment({ PORT: '', CLICKHOUSE_URL: '', WEISU_DEMO: '' })).toEqual(
    readEnvironment({}),
  )
})

test('what is set is taken', () => {
  const read = readEnvironment({
    PORT: '0',
    HOST: '::1',
    WEISU_DATA: '/var/lib/weisu',
    WEISU_CITY: 'boston',
    WEISU_DEMO: '0',
    CLICKHOUSE_URL: 'https://clickhouse.example:8443',
    CLICKHOUSE_USER: 'reader',
    CLICKHOUSE_PASSWORD: 'secret',
    CLICKHOUSE_DATABASE: 'hotline',
  })
  expect(read).toEqual({
    host: '::1',
    port: 0,
    city: 'boston',
    demo: false,
    data: '/var/lib/weisu',
    warehouse: {
      url: 'https://clickhouse.example:8443',
      user: 'reader',
      password: 'secret',
      database: 'hotline',
      data: '/var/lib/weisu',
    },
  })
})

const wrong: [NodeJS.ProcessEnv, RegExp][] = [
  [{ PORT: '80a' }, /PORT \("80a"\) must be a port, 0 to 65535\.$/],
  [{ PORT: '65536' }, /PORT \("65536"\) must be a port/],
  [{ PORT: '-1' }, /PORT/],
  [{ HOST: 'a b' }, /HOST/],
  [{ WEISU_DEMO: 'yes' }, /WEISU_DEMO \("yes"\) must be 0 or 1/],
  [{ WEISU_CITY: '../x' }, /WEISU_CITY/],
  [{ CLICKHOUSE_URL: 'localhost:8123' }, /CLICKHOUSE_URL must be an address/],
  [{ CLICKHOUSE_URL: 'ftp://x' }, /CLICKHOUSE_URL must be an address/],
  [{ CLICKHOUSE_URL: 'http://u:s3cret@x:1' }, /CLICKHOUSE_URL must not hold a password/],
  [{ CLICKHOUSE_DATABASE: 'a;b' }, /CLICKHOUSE_DATABASE/],
  [{ CLICKHOUSE_PASSWORD: 's3cret' }, /CLICKHOUSE_URL.*is not set/],
]
for (const [env, message] of wrong)
  test(`${JSON.stringify(env).replace('s3cret', '...')} is refused in one sentence`, () => {
    expect(() => readEnvironment(env)).toThrow(EnvironmentError)
    expect(() => readEnvironment(env)).toThrow(message)
    expect(() => readEnvironment(env)).not.toThrow(/s3cret/)
  })
