import { levelShade, STEPS, signedShade } from './steps.ts'

const SIGNED = [-3, -2, -1, 0, 1, 2, 3].map(signedShade)
const LEVELS = Array.from({ length: STEPS }, (_, step) => levelShade(step))

interface StepLegendProps {
  kind: 'level' | 'signed'
  /** What the palest and the darkest step stand for, or the two ends. */
  from: string
  to: string
}

/** The steps of colour, from one end to the other. */
export function StepLegend({ kind, from, to }: StepLegendProps) {
  const shades = kind === 'level' ? LEVELS : SIGNED
  return (
    <span class="step-legend">
      {from}
      <span class="step-strip" aria-hidden="true">
        {shades.map((shade) => (
          <i key={shade} data-shade={shade} />
        ))}
      </span>
      {to}
    </span>
  )
}
