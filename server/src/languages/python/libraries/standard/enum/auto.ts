// `auto()`: what stands for a value that an enumeration gives itself, and for expressions of such values.
import { NativeObject, type BinaryOperator, type Runtime, type Span, type Value } from '@gradlens/engine'
import { operate } from '../../../operations'
import type { TypeProtocol } from '../../../protocol'

export class AutoMark extends NativeObject<null> {
  override readonly typeName: string = 'auto'
  readonly protocol: TypeProtocol<AutoMark> = autoType
  private value: Value = undefined

  /** Its value, made when it is asked for first. */
  resolve(next: () => Value, _runtime: Runtime, _site: Span): Value {
    this.value ??= next()
    return this.value
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** `RED | BLUE` in the body of a class, where both are `auto()`. */
class AutoExpression extends AutoMark {
  constructor(
    private readonly op: BinaryOperator,
    private readonly left: Value,
    private readonly right: Value,
  ) {
    super()
  }

  override resolve(next: () => Value, runtime: Runtime, site: Span): Value {
    const part = (v: Value) => (v instanceof AutoMark ? v.resolve(next, runtime, site) : v)
    return operate(this.op, part(this.left), part(this.right), runtime, site)
  }
}

const autoType: TypeProtocol<AutoMark> = {
  typeName: () => 'auto',
  binary: (op, v, other, reflected) =>
    reflected ? new AutoExpression(op, other, v) : new AutoExpression(op, v, other),
  repr: () => 'auto(<object object>)',
  display: () => 'auto()',
  toJson: () => undefined,
}
