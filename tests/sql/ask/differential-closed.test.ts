import { compareEverything } from './differential.ts'

compareEverything('closed')
