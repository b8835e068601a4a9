// What pure computations run into, before anyone knows where in a program: an exception's type and text.

export class PythonFault extends Error {
  constructor(
    /** A class of CPython's hierarchy. */
    readonly type: string,
    message: string,
  ) {
    super(message)
  }
}
