import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers that let a browser load only what this server sends, and show it in no foreign frame. */
export const secureHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  // Served over plain HTTP; a promise of TLS would lock browsers out of the loopback.
  strictTransportSecurity: false,
})
