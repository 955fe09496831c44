import { expect, test } from 'vitest'
import { preparePlace } from '../../../../sql/node/engine/place.ts'
import { EnvironmentError } from '../../../../sql/node/environment-error.ts'

test.each(['/proc/nope/data', '/dev/null/data', '/tmp/a*b'])(
  'a data folder that cannot be, %s, is refused in one sentence',
  (folder) => {
    expect(() => preparePlace(folder)).toThrow(EnvironmentError)
    expect(() => preparePlace(folder)).toThrow(/^[^\n]*WEISU_DATA[^\n]*\.$/)
  },
)
