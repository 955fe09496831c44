import { compareEverything } from './differential.ts'

compareEverything('received')
