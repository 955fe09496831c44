import { type LoggerInterface, parse, textMetrics, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

// The types of vega leave this one out.
declare module 'vega' {
  const textMetrics: { canvas(use: boolean): void }
}

/** What the compiler says of a specification; nothing, where it is right. */
export type Warn = (...told: readonly unknown[]) => void

function loggerOf(warn: Warn): LoggerInterface {
  const logger: LoggerInterface = {
    level: ((level?: number) => (level === undefined ? 0 : logger)) as LoggerInterface['level'],
    error: (...told) => {
      warn(...told)
      return logger
    },
    warn: (...told) => {
      warn(...told)
      return logger
    },
    info: () => logger,
    debug: () => logger,
  }
  return logger
}

/** Vega's word for every group of marks; a chart is described as a whole where it stands. */
const ROLES = / (?:role|aria-[a-z]+)="[^"]*"/g

/**
 * Draws a Vega-Lite specification as SVG: the same bytes for the same specification, on every machine,
 * as texts are measured by rule and never by a canvas.
 */
export async function drawChart(spec: TopLevelSpec, warn: Warn = () => {}): Promise<string> {
  const logger = loggerOf(warn)
  textMetrics.canvas(false)
  const { spec: compiled } = compile(spec, { logger })
  const view = new View(parse(compiled), { renderer: 'none', logger })
  try {
    return (await view.toSVG()).replaceAll(ROLES, '')
  } finally {
    view.finalize()
  }
}
