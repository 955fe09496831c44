import express, { type RequestHandler, Router } from 'express'

/** Addresses that the page itself tells apart. */
const PAGES = ['/', '/ahead', '/ahead/:dimension/:code', '/briefings', '/briefings/:id', '/data']

/** Serves the built page; names with a hash in them are kept by browsers for ever. */
export function servePage(folder: string): RequestHandler {
  const router = Router()
  router.get(PAGES, (_request, response, next) => {
    response.set('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: folder, cacheControl: false }, (error) => {
      if (error && !response.headersSent) next()
    })
  })
  router.use(
    express.static(folder, {
      index: false,
      setHeaders: (response, path) => {
        const hashed = /[/\\]assets[/\\]/.test(path)
        response.setHeader(
          'Cache-Control',
          hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    }),
  )
  return router
}
