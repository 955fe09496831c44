import { parentPort, workerData } from 'node:worker_threads'
import { type HistoryTask, writeHistoryFile } from './history-file.ts'
import { openSimulation } from './open-simulation.ts'
import type { SimulationPlan } from './simulation.ts'

const simulation = openSimulation(workerData as SimulationPlan)

parentPort?.on('message', (task: HistoryTask) => {
  parentPort?.postMessage(writeHistoryFile(simulation, task))
})
