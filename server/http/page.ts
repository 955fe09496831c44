import express, { type RequestHandler } from 'express'

/** Serves the built page; names with a hash in them are kept by browsers for ever. */
export function servePage(folder: string): RequestHandler {
  return express.static(folder, {
    index: 'index.html',
    setHeaders: (response, path) => {
      const hashed = /[/\\]assets[/\\]/.test(path)
      response.setHeader(
        'Cache-Control',
        hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
}
