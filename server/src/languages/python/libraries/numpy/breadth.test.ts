// NumPy's functions one by one against what NumPy 1.24 gives (goldens/breadth.golden.py), every character.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../runScript.testing'
import golden from './goldens/breadth.golden.json'

const topics = Map.groupBy(golden.cases, ({ topic }) => topic)

describe.each([...topics])('%s', (_, cases) => {
  it.each(cases.map((one) => [one.case, one] as const))('%s', (_, { source, stdout }) => {
    const result = runScript(`import numpy as np\n${golden.prelude}${source}`)
    expect({ stdout: result.stdout, error: result.error }).toEqual({ stdout, error: null })
  })
})
