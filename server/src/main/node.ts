// The language server in Node: `node dist/server.js --stdio`, or `--node-ipc` for a client that forks it.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { syntaxes } from '../languages/syntaxes'
import { serve } from '../server'
import { nodeHost } from './nodeHost'

const connection = createConnection(ProposedFeatures.all)

process.on('unhandledRejection', (error) =>
  connection.console.error(`A fault of Gradlens, please report it: ${String(error)}`),
)

serve(connection, { syntaxes, makeHost: () => nodeHost(__dirname) })
