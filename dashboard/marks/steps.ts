/** How many steps of colour a heatmap has; the theme names them `seq-0` to `seq-7`. */
export const STEPS = 8

/** A scale of few steps of colour: which step a value has, and what the scale spans. */
export interface Steps {
  low: number
  high: number
  stepOf: (value: number) => number
}

const steps = (low: number, high: number, stepOf: (value: number) => number): Steps => ({
  low,
  high,
  stepOf,
})

const toStep = (share: number, count: number): number =>
  Math.max(0, Math.min(count - 1, Math.floor(share * count)))

/** Equal steps from the lowest value to the highest. */
export function evenSteps(values: readonly number[], count = STEPS): Steps {
  const low = values.length === 0 ? 0 : Math.min(...values)
  const high = values.length === 0 ? 0 : Math.max(...values)
  return steps(low, high, (value) =>
    high === low ? 0 : toStep((value - low) / (high - low), count),
  )
}

/**
 * Steps from zero that are equal in the square root, so that few large counts leave room to tell
 * the many small ones apart.
 */
export function rootSteps(values: readonly number[], count = STEPS): Steps {
  const high = Math.max(0, ...values)
  return steps(0, high, (value) => (high === 0 ? 0 : toStep(Math.sqrt(value / high), count)))
}

/** Steps on both sides of zero, from -count to count; 0 is what differs by less than a step. */
export function signedSteps(reach: number, count = 3): Steps {
  return steps(-reach, reach, (value) => {
    const step = Math.round((value / reach) * count)
    return Math.max(-count, Math.min(count, step)) || 0
  })
}

/** A scale whose darkest step is its lowest value. */
export const turned = ({ low, high, stepOf }: Steps): Steps => ({
  low,
  high,
  stepOf: (value) => STEPS - 1 - stepOf(value),
})

/** The theme's colour of a step of a level. */
export const levelShade = (step: number | null): string => (step === null ? 'none' : `seq-${step}`)

/** The theme's colour of a signed step. */
export function signedShade(step: number | null): string {
  if (step === null) return 'none'
  if (step === 0) return 'same'
  return step > 0 ? `more-${step}` : `less-${-step}`
}
