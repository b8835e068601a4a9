// Runs one command for processes.mjs, as the leader of a process group of its own. Its standard input is a pipe that nobody
// writes to: it ends when whoever asked for the command is gone, however that came (even by SIGKILL), and then the whole
// group is ended too. A VS Code server would otherwise outlive its starter by hours.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const [command, ...args] = process.argv.slice(2)

process.stdin.resume().on('end', () => process.kill(-process.pid, 'SIGKILL'))

spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  .on('error', (error) => {
    console.error(error.message)
    process.exit(127)
  })
  .on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGKILL']))
