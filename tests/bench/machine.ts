import { readdirSync, readFileSync, statSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const GIB = 1024 ** 3

/** The cores that this process may use: fewer than the machine has where it was told so. */
function countCores(): number {
  const told = /Cpus_allowed_list:\s+(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (!told) return cpus().length
  return told.split(',').reduce((sum, part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return sum + to - from + 1
  }, 0)
}

/** The machine in one line. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor'
  return `${model}, ${countCores()} cores, ${Math.round(totalmem() / GIB)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`
}

function memoryLine(pid: number, name: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}

/** The most memory that a process ever had, MiB. */
export const peakMiB = (pid: number): number => memoryLine(pid, 'VmHWM')
/** The memory that a process has now, MiB. */
export const residentMiB = (pid: number): number => memoryLine(pid, 'VmRSS')

export const readEnginePid = (data: string): number =>
  Number(readFileSync(join(data, 'engine.pid'), 'utf8'))

/** What a folder takes on disk, bytes. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sum + bytesOf(path)
    return (
      sum + (entry.isFile() ? (statSync(path, { throwIfNoEntry: false })?.blocks ?? 0) * 512 : 0)
    )
  }, 0)
}

/** What the warehouse of a data folder takes on disk, GiB. */
export const diskGiB = (data: string): number => bytesOf(join(data, 'warehouse')) / GIB
