// Runs a program again and again in this process, as a worker does between keystrokes, and prints the milliseconds of each run
// as JSON: `evaluator.mjs bundle program rounds observed`.
import { readFileSync } from 'node:fs'

const [bundle, program, rounds, observed] = process.argv.slice(2)
const { runProgram } = await import(bundle)
const source = readFileSync(program, 'utf8')
/** @type {number[]} */
const times = []
let printed = ''
for (let round = 0; round < Number(rounds); round++) {
  const run = runProgram(source, observed === 'observed')
  times.push(run.time)
  printed = run.printed
}
console.log(JSON.stringify({ printed, times }))
