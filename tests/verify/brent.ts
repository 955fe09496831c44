const X_TOLERANCE = 2e-12
const RELATIVE_TOLERANCE = 4 * Number.EPSILON
const STEPS = 100

/**
 * A root between two points by Brent's method, step by step as scipy's brentq (1.10), so that it finds
 * the same where the function is NaN at places, too: NaN counts as positive.
 * @returns null where the function has the same sign at both
 * Source: Brent (1973), Algorithms for minimization without derivatives.
 */
export function brentRoot(f: (x: number) => number, from: number, to: number): number | null {
  let [xBefore, x, xOther] = [from, to, 0]
  let [fBefore, fx, fOther] = [f(from), f(to), 0]
  let [stepBefore, step] = [0, 0]
  if (fBefore * fx > 0) return null
  if (fBefore === 0) return xBefore
  for (let n = 0; n < STEPS && fx !== 0; n++) {
    if (fBefore !== 0 && fBefore < 0 !== fx < 0) {
      ;[xOther, fOther] = [xBefore, fBefore]
      step = x - xBefore
      stepBefore = step
    }
    if (Math.abs(fOther) < Math.abs(fx)) {
      ;[xBefore, x, xOther] = [x, xOther, x]
      ;[fBefore, fx, fOther] = [fx, fOther, fx]
    }
    const delta = (X_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(x)) / 2
    const half = (xOther - x) / 2
    if (fx === 0 || Math.abs(half) < delta) return x
    const isClosing = Math.abs(stepBefore) > delta && Math.abs(fx) < Math.abs(fBefore)
    const tried = isClosing ? interpolate() : Number.POSITIVE_INFINITY
    const isShort = 2 * Math.abs(tried) < Math.min(Math.abs(stepBefore), 3 * Math.abs(half) - delta)
    stepBefore = isShort ? step : half
    step = isShort ? tried : half
    ;[xBefore, fBefore] = [x, fx]
    x += Math.abs(step) > delta ? step : half > 0 ? delta : -delta
    fx = f(x)
  }
  return x

  /** By the secant, or the inverse quadratic through three points. */
  function interpolate(): number {
    if (xBefore === xOther) return (-fx * (x - xBefore)) / (fx - fBefore)
    const dBefore = (fBefore - fx) / (xBefore - x)
    const dOther = (fOther - fx) / (xOther - x)
    return (-fx * (fOther * dOther - fBefore * dBefore)) / (dOther * dBefore * (fOther - fBefore))
  }
}
