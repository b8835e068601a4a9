// PyTorch's own values and derivatives of convolutions, pooling, losses and normalisation.
import { readFileSync } from 'node:fs'
import { Tensor, type Num } from '../num'
import type { NeuralNetwork, Pooling } from '../nn/nn'
import type { Ops } from '../ops'
import { toNum, type Operand } from '../transforms'
import { describeStructural } from './golden.testing'

type Options = Record<string, unknown>
type Method = Exclude<keyof NeuralNetwork, 'layerNorm' | 'batchNorm' | `${string}Pool${string}`>

/** An operation as the cases name it: a method of ops.nn and its options, of which some are arguments. */
function operation(name: string): (ops: Ops, ...x: Num[]) => Num {
  const method = name.slice(0, name.indexOf(' '))
  const { window, labels, axes, mean, variance, ...options } = JSON.parse(name.slice(method.length)) as Options
  return ({ nn }, ...x) => {
    if (method.includes('Pool')) return nn[method as 'maxPool1d'](x[0], window as number[], options as Pooling)
    const [scale, offset] = x.slice(1)
    if (method === 'layerNorm') return nn.layerNorm(x[0], axes as number[], { ...options, scale, offset })
    if (method === 'batchNorm') return nn.batchNorm(x[0], { ...options, ...given({ mean, variance }), scale, offset })
    const second = labels === undefined ? x[1] : toNum(labels as Operand)
    const whole = method.startsWith('sparse') && second instanceof Tensor
    return nn[method as Method](x[0], whole ? new Tensor(second.data, second.shape, 'int64') : second, options)
  }
}

const given = (statistics: Options): Record<string, Num> =>
  Object.fromEntries(
    Object.entries(statistics).flatMap(([name, x]) => (x === undefined ? [] : [[name, toNum(x as Operand)]])),
  )

const file = readFileSync(new URL('nn.jsonl', import.meta.url), 'utf8')
const names = file
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { operation: string }).operation)

describeStructural('nn.jsonl', Object.fromEntries(names.map((name) => [name, operation(name)])))
