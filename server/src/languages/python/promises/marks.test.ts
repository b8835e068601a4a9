import { expect, test } from 'vitest'
import { analyse } from '../../../evaluation/analyst.testing'
test('look', async () => {
  const show = async (name: string, s: string) => {
    const r = await analyse(s)
    console.log(name, JSON.stringify(r.functions).slice(0, 900), JSON.stringify(r.diagnostics.map((d) => [d.code, d.message])).slice(0, 300), JSON.stringify(r.error))
  }
  await show('dep', 'import lib\nk = lib.k\n# @grad x=3\ndef f(x):\n    return k * x\n')
  await show('indep', 'import lib\nk = lib.k\n# @grad x=3\ndef f(x):\n    return x * x\n')
  await show('branch', 'import lib\n# @grad x=3\ndef f(x):\n    if lib.q:\n        y = 2 * x\n    else:\n        y = 3 * x\n    return y\n')
  await show('add', 'import lib\n# @grad x=3\ndef f(x):\n    return x ** 2 + lib.k\n')
  await show('match', '# @grad x=3\ndef f(x):\n    match 3:\n        case 3:\n            v = x * 2\n        case _:\n            v = x\n    return v\n')
})
