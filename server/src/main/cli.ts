// The command line: `node dist/cli.js check FILE…`.
import { run } from '../cli/run'
import { syntaxes } from '../languages/syntaxes'
import { nodeHost } from './nodeHost'

const { stdout, stderr, env } = process

run(process.argv.slice(2), {
  host: nodeHost(__dirname),
  syntaxes,
  terminal: {
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    hasColours: stdout.isTTY && env.NO_COLOR === undefined,
  },
}).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    stderr.write(
      `gradlens: a fault of Gradlens, please report it: ${error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = 70
  },
)
