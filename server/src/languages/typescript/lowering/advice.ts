// What a person can do about a construct that is not evaluated.

/** By node type; `other` for the rest. */
export const ADVICE: Readonly<Record<string, string>> = {
  AwaitExpression: 'Compute what is differentiated in a function that is not async, and hand the awaited data to it.',
  YieldExpression: 'Collect the items in an array, or compute them in an ordinary function.',
  JSXElement: 'Move the computation into a function of its own.',
  JSXFragment: 'Move the computation into a function of its own.',
  RegExpLiteral: 'Compare or take the text apart with string methods.',
  BigIntLiteral: 'Use numbers.',
  TaggedTemplateExpression: 'Call the function with ordinary arguments.',
  Import: 'Import the module at the top of the file.',
  ImportExpression: 'Import the module at the top of the file.',
  async: 'Compute what is differentiated in a function that is not async, and call that one from here.',
  generator: 'Return an array, or compute what is differentiated in an ordinary function.',
  super: 'Use `super` in a method of a class.',
  other: 'Write it with ordinary statements and expressions.',
}
