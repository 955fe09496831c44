import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '../contract/problem.ts'

const AGAIN_SECONDS = 3
const DETAIL =
  'The demo city is being made and loaded for the first time; this takes about a minute.'

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Weisu · 未诉</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem;
color:#1d1c1a;background:#f7f4ee}</style></head>
<body><h1>Weisu · 未诉</h1>
<p>${DETAIL} This page comes by itself.</p>
<p lang="zh-CN">正在生成并装载演示城市（仅首次启动），约需一分钟，完成后页面自动打开。</p>
</body></html>
`

/** What is answered to everything until the first data are there. */
export function answerWaiting(request: IncomingMessage, response: ServerResponse): void {
  response.statusCode = 503
  response.setHeader('Retry-After', String(AGAIN_SECONDS))
  response.setHeader('Cache-Control', 'no-store')
  if (request.url?.startsWith('/api')) {
    const problem: Problem = {
      title: 'Not ready yet',
      status: 503,
      detail: DETAIL,
      requestId: randomUUID(),
    }
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
    response.end(JSON.stringify(problem))
    return
  }
  response.setHeader('Refresh', String(AGAIN_SECONDS))
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.end(PAGE)
}
