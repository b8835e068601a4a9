import { describe, expect, it } from 'vitest'
import { Budget, BudgetExceeded, Cancelled } from './budget'
import type { BudgetOptions } from './budget'

const options: BudgetOptions = {
  maxSteps: 10_000,
  milliseconds: 100,
  bytes: 1000,
  now: () => 0,
  cancelled: () => false,
}

function spend(budget: Budget, steps: number): unknown {
  try {
    for (let i = 0; i < steps; i++) budget.step(1)
  } catch (e) {
    return e
  }
  return null
}

describe('Budget', () => {
  it('ends what takes too many steps', () => {
    expect(spend(new Budget(options), 9_000)).toBeNull()
    expect(spend(new Budget(options), 100_000)).toEqual(new BudgetExceeded('steps', 10_000))
  })

  it('ends what takes too long', () => {
    let time = 0
    const budget = new Budget({ ...options, maxSteps: Infinity, now: () => time++ * 30 })
    expect(spend(budget, 100_000)).toEqual(new BudgetExceeded('time', 100))
  })

  it('ends at once where it is cancelled', () => {
    expect(spend(new Budget({ ...options, maxSteps: Infinity, cancelled: () => true }), 100_000)).toBeInstanceOf(
      Cancelled,
    )
  })

  it('counts memory, but not what the host knows to be garbage', () => {
    expect(() => new Budget(options).charge(1001)).toThrow()
    let inUse = 500
    const budget = new Budget({ ...options, inUse: () => inUse })
    for (let i = 0; i < 20; i++) budget.charge(400)
    inUse = 1600
    expect(() => {
      for (let i = 0; i < 4; i++) budget.charge(400)
    }).toThrow()
  })
})
