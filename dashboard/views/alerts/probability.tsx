import { language } from '../../state/language.ts'
import { writeProbability } from './write-numbers.ts'

/** A probability by its letter: `p = 2.5 × 10⁻⁵`. */
export function Probability({ name, value }: { name: 'p' | 'q'; value: number }) {
  const { digits, power } = writeProbability(value, language.value)
  return (
    <span class="alert-figure">
      {name} {digits}
      {power !== null && <sup>−{-power}</sup>}
    </span>
  )
}
