// What `np.set_printoptions` and `np.seterr` set, once a run: undone with everything else that a run does.
import { NativeObject, type Opaque, type Runtime } from '@gradlens/engine'

/** A setting of a run. */
export class Setting<T> extends NativeObject<T> {
  readonly typeName = 'setting'
  constructor(
    private value: T,
    /** The setting where one arm of an unknown condition set it and the other did not. */
    private readonly either: (one: T, why: Opaque) => T,
  ) {
    super()
  }
  get current(): T {
    return this.value
  }
  set(value: T, runtime: Runtime): void {
    runtime.touch(this)
    this.value = value
  }
  save(): T {
    return this.value
  }
  restore(state: T): void {
    this.value = state
  }
  merge(one: T, other: T, unknown: () => Opaque): void {
    this.value = one === other ? one : this.either(one, unknown())
  }

  /** The run's setting of that name, made with its default when it is first asked for. */
  static of<T>(runtime: Runtime, name: string, otherwise: T, either: (one: T, why: Opaque) => T): Setting<T> {
    const key = `numpy.${name}`
    let found = runtime.library.get(key) as Setting<T> | undefined
    if (!found) runtime.library.set(key, (found = new Setting(otherwise, either)))
    return found
  }
}
