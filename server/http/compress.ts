import compression from 'compression'
import { ARROW_TYPE } from '../contract/arrow.ts'

/** Compresses what becomes smaller by it; of Arrow streams it is not generally known that they do. */
export const compress = compression({
  filter: (request, response) =>
    response.getHeader('Content-Type') === ARROW_TYPE || compression.filter(request, response),
})
