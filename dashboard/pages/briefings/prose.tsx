import type { Briefing, BriefingPiece } from '../../../server/contract/briefings.ts'
import { Told } from '../../marks/told.tsx'
import { language } from '../../state/language.ts'
import { tellFact, writeFact } from './facts.ts'

interface PiecesProps {
  briefing: Briefing
  pieces: readonly BriefingPiece[]
}

/** Words, names and numbers; each number tells where it comes from. */
export function Pieces({ briefing, pieces }: PiecesProps) {
  const lang = language.value
  return (
    <>
      {pieces.map((piece) => {
        if (typeof piece === 'string') return piece
        if ('name' in piece) return piece.name.names[lang]
        const fact = briefing.facts[piece.fact]
        if (!fact) return null
        return (
          <Told key={`${piece.fact} ${piece.as}`} tip={() => tellFact(briefing, fact, lang)}>
            {writeFact(fact, piece.as, lang)}
          </Told>
        )
      })}
    </>
  )
}
