import { compareEverything } from './differential.ts'

compareEverything('rated')
