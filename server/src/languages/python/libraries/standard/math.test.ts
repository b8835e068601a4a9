// `math` against CPython 3.11 on glibc (math.golden.py), every digit.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

const golden: Readonly<Record<string, readonly (readonly string[])[]>> = JSON.parse(
  readFileSync(new URL('./math.golden.json', import.meta.url), 'utf8'),
)

/** How many of the 45 values differ in their last digit, where any does: glibc rounds one in some hundred the wrong way. */
const DIFFERENT: Readonly<Record<string, number>> = { asin: 1 }

test.each(Object.entries(golden))('math.%s', (name, cases) => {
  const calls = cases.map((words) => `math.${name}(${words.slice(0, -1).join(', ')})`)
  const { stdout, error } = runScript(`import math\nfor y in [${calls.join(', ')}]:\n    print(repr(y))\n`)
  expect(error).toBeNull()
  const printed = stdout.trim().split('\n')
  const different = cases.flatMap((words, i) =>
    printed[i] === words[words.length - 1] ? [] : [`${calls[i]} is ${words[words.length - 1]}, not ${printed[i]}`],
  )
  expect(cases.length).toBe(45)
  expect(different.length, different.join('\n')).toBe(DIFFERENT[name] ?? 0)
})
