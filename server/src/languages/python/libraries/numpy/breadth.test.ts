// NumPy's functions one by one against what NumPy 1.24 gives (goldens/breadth.golden.py), every character.
import { describe, expect, it } from 'vitest'
import { runScript } from '../../runScript.testing'
import golden from './goldens/breadth.golden.json'

describe('functions give what they give under NumPy 1.24', () => {
  it.each(golden.cases.map((one) => [`${one.topic}: ${one.case}`, one] as const))('%s', (_, { source, stdout }) => {
    const result = runScript(`import numpy as np\n${golden.prelude}${source}`)
    expect({ stdout: result.stdout, error: result.error }).toEqual({ stdout, error: null })
  })
})
