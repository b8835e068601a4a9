// Operations whose derivative is the caller's: a rule of its own for a function, and sections that are run again for their
// derivative instead of being kept. Each is one entry on the tape; its row is made for it.
import { nodeOf, plain, type Num } from './num'
import type { Structural } from './row'
import type { Session } from './session'

/** What a function with a rule of its own gives: its value, and what goes back to each argument for a cotangent of the value. */
export interface WithVjp {
  readonly value: Num
  readonly vjp: (cotangent: Num) => readonly (Num | null)[]
}

/** A row that is only differentiated, never computed: its value is known when its entry is made. */
function ruled(name: string, rules: Pick<Structural<null>, 'vjp' | 'jvp' | 'vjps' | 'precise'>): Structural<null> {
  return {
    kind: 'structural',
    name,
    takesScalars: true,
    shape: () => null,
    value: () => {
      throw new TypeError(`${name} is computed where it is called`)
    },
    ...rules,
  }
}

/** Does something on the tape for which nothing of it is needed afterwards, unless one of `given` is on it: then the result is
 *  differentiated again and stays. */
function passing<T extends Num | readonly Num[]>(
  session: Session,
  given: readonly (Num | null)[],
  work: (traced: boolean) => T,
): T {
  const traced = given.some((x) => x !== null && nodeOf(x) !== 0)
  const mark = session.tape.length
  const result = work(traced)
  if (traced) return result
  session.tape.truncate(mark)
  return (Array.isArray(result) ? result.map(plain) : plain(result as Num)) as T
}

/** What a linear map sends back for `cotangent`: one sweep over what `map` records for an input like `like`. */
function transposed(session: Session, like: Num, map: (x: Num) => Num, cotangent: Num): Num {
  const { ops } = session
  const start = session.tape.length
  const x = session.leaf(ops.zerosLike(plain(like)))
  const sweep = session.sweep([{ value: map(x), seed: cotangent }], { traced: true, window: [[start, Infinity]] })
  return sweep.adjoint(nodeOf(x)) ?? ops.zerosLike(plain(like))
}

/** The value of `f` at the arguments, with f's own rule in place of what it recorded (tf.custom_gradient, jax.custom_vjp). The
 *  rule is differentiated for higher orders, and read backwards for forward mode: it has to be linear in the cotangent. */
export function customVjp(session: Session, f: (...args: Num[]) => WithVjp, args: readonly Num[]): Num {
  const { ops } = session
  const { value, vjp } = f(...args)
  const shares = (cotangent: Num): readonly Num[] =>
    vjp(cotangent).map((share, k) => share ?? ops.zerosLike(plain(args[k])))
  const row = ruled('custom', {
    precise: null,
    vjps: (_, cotangent, inputs) => passing(session, [cotangent, ...inputs], () => shares(cotangent)),
    vjp: (_, cotangent, _inputs, _out, _params, which) => shares(cotangent)[which],
    jvp: (_, tangents, inputs, out) => {
      const against = (cotangent: Num): Num =>
        shares(cotangent).reduce<Num>((sum, share, k) => {
          const tangent = tangents[k]
          if (tangent === null) return sum
          return ops.add(sum, ops.item(ops.sum(ops.mul(share, tangent))))
        }, 0)
      return passing(session, [...tangents, ...inputs], () => transposed(session, out, against, 1))
    },
  })
  return ops.record(row, args, null, plain(value))
}

/** The value of `f` at the arguments, with `rule` for its tangent (jax.custom_jvp): `rule(args, tangents)`, linear in the
 *  tangents; an argument without one has zeros. Reverse mode reads it backwards. */
export function customJvp(
  session: Session,
  f: (...args: Num[]) => Num,
  rule: (args: readonly Num[], tangents: readonly Num[]) => Num,
  args: readonly Num[],
): Num {
  const { ops } = session
  const zeros = (): Num[] => args.map((arg) => ops.zerosLike(plain(arg)))
  const row = ruled('custom', {
    precise: null,
    vjp: (_, cotangent, inputs, _out, _params, which) => {
      const along = (tangent: Num): Num =>
        rule(
          inputs,
          zeros().map((zero, k) => (k === which ? tangent : zero)),
        )
      return passing(session, [cotangent, ...inputs], () => transposed(session, inputs[which], along, cotangent))
    },
    jvp: (_, tangents, inputs) => {
      const zero = zeros()
      return rule(
        inputs,
        tangents.map((tangent, k) => tangent ?? zero[k]),
      )
    },
  })
  return ops.record(row, args, null, plain(f(...args.map(plain))))
}

/** The value of `f` at the arguments without what it recorded: a derivative runs `f` again (checkpointing: memory for time,
 *  Griewank & Walther, Evaluating Derivatives, ch. 12). `f` has to do the same again; what it uses from outside is seen. */
export function checkpointed(session: Session, f: (...args: Num[]) => Num, args: readonly Num[]): Num {
  const { tape, ops } = session
  const again = (
    inputs: readonly Num[],
  ): { readonly start: number; readonly fresh: readonly Num[]; readonly value: Num } => {
    const start = tape.length
    const fresh = inputs.slice(0, args.length).map((x) => (nodeOf(x) === 0 ? x : session.fresh(x)))
    return { start, fresh, value: f(...fresh) }
  }
  const first = again(args)
  const captured = outside(session, first.start, args)
  const value = plain(first.value)
  tape.truncate(first.start)

  const row = ruled('checkpoint', {
    precise: null,
    vjps: (_, cotangent, inputs) =>
      passing(session, [cotangent, ...inputs], (traced) => {
        const run = again(traced ? inputs : args)
        const sweep = session.sweep([{ value: run.value, seed: cotangent }], {
          traced,
          window: [[run.start, Infinity]],
          receivers: captured.map(nodeOf),
        })
        return [...run.fresh, ...captured].map(
          (x, k) => (nodeOf(x) === 0 ? null : sweep.adjoint(nodeOf(x))) ?? ops.zerosLike(plain(inputs[k])),
        )
      }),
    vjp: (_, cotangent, inputs, out, params, which) => row.vjps?.(ops, cotangent, inputs, out, params)[which] ?? 0,
    jvp: (_, tangents, inputs, out) =>
      passing(session, [...tangents, ...inputs], (traced) => {
        const run = again(traced ? inputs : args)
        const seeds = new Map<number, Num>()
        ;[...run.fresh, ...captured].forEach((x, k) => {
          const tangent = tangents[k]
          if (tangent !== null && nodeOf(x) !== 0) seeds.set(nodeOf(x), tangent)
        })
        const [tangent] = session.forward(seeds, [run.value], { traced })
        return tangent ?? ops.zerosLike(plain(out))
      }),
  })
  return ops.record(row, [...args, ...captured], null, value)
}

/** What the entries from `start` on use from before it, besides the arguments: values that `f` has from its surroundings. */
function outside({ tape }: Session, start: number, args: readonly Num[]): readonly Num[] {
  const known = new Set(args.map(nodeOf))
  const found = new Map<number, Num>()
  for (let node = start; node < tape.length; node++) {
    for (const operand of tape.operands(node)) {
      if (operand === 0 || operand >= start || known.has(operand)) continue
      found.set(operand, tape.valueOf(operand))
    }
  }
  return [...found.values()]
}
