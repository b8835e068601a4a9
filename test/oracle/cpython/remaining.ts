// Programs (by seed) that do not agree with CPython yet, by what they need. Whoever mends it takes its programs out.
export const REMAINING: Readonly<Record<string, readonly number[]>> = {
  '`__annotations__` without the return type (lowering)': [
    1002200, 1000016, 1000208, 1000254, 1000374, 1000499, 1000831, 1001014, 1001040, 1001051, 1001086, 1001121, 1001524,
    1001640, 1002264, 1002365, 1002687, 1002940, 1002953, 1003262, 1003535, 1003672, 1003889, 1004299, 1004472, 1004525,
    1004824, 1004862, 1004948, 1004984, 1005157,
  ],
  'what stands behind * or ** is no iterable or mapping: text of the call (engine: calls)': [
    1005472, 1000032, 1000033, 1000157, 1000894, 1001763, 1001879, 1002772, 1003100, 1003179, 1003225, 1003711, 1003879,
    1003947, 1004271, 1004314, 1004436, 1005108, 1005520, 1005537,
  ],
  '__context__ of an exception raised in a handler (engine: try)': [
    1000728, 1001180, 1003115, 1003502, 1003655, 1003971, 1004324, 1005385,
  ],
  'a set display with * (engine: sets)': [1001704],
  'unknown on purpose: hash of None, NormalDist': [1002881, 1003849],
  'isinstance with a function for a type': [1004849],
}
