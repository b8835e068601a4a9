// TensorFlow's exception classes, and how its runtime words what went wrong.
import type { Class } from '@gradlens/engine'
import { libraryException } from '../../exceptions'
import type { Call } from '../numpy/call'

const opError = libraryException('OpError', 'Exception')

const invalidArgument = libraryException('InvalidArgumentError', opError)

/** The members of `tf.errors`. */
export const ERROR_MEMBERS: ReadonlyMap<string, Class> = new Map(
  [
    'AbortedError',
    'AlreadyExistsError',
    'CancelledError',
    'DataLossError',
    'DeadlineExceededError',
    'FailedPreconditionError',
    'InternalError',
    'NotFoundError',
    'OutOfRangeError',
    'PermissionDeniedError',
    'ResourceExhaustedError',
    'UnauthenticatedError',
    'UnavailableError',
    'UnimplementedError',
    'UnknownError',
  ]
    .map((name) => [name, libraryException(name, opError)] as const)
    .concat([
      ['OpError', opError],
      ['InvalidArgumentError', invalidArgument],
    ]),
)

/** Raises an InvalidArgumentError that a kernel raises while it runs. */
export function kernelError(call: Call, op: string, message: string): never {
  return call.raise(
    invalidArgument,
    `{{function_node __wrapped__${op}_device_/job:localhost/replica:0/task:0/device:CPU:0}} ${message} [Op:${op}] name: `,
  )
}

/** Raises an InvalidArgumentError as it is made before a kernel runs. */
export function invalid(
  call: Call,
  op: string,
  message: string,
  code: string | null = null,
  related: Parameters<Call['raise']>[3] = [],
): never {
  return call.raise(invalidArgument, `${message} [Op:${op}] name: `, code, related)
}

/** What the engine finds wrong with operands that no row looked at before. */
export function onEngineError(call: Call, error: Error): never {
  return call.raise(invalidArgument, `${error.message} [Op:${call.name.slice(call.name.lastIndexOf('.') + 1)}] name: `)
}
