// The parts of Python's standard library that are evaluated, and those that are harmless to leave out.
import { collections } from './collections'
import { contextlib } from './contextlib'
import { copy } from './copy'
import { dataclasses } from './dataclasses'
import { functools } from './functools'
import { itertools } from './itertools'
import { math } from './math'
import { operator } from './operator'
import { random } from './random'
import { atexit, logging, os, sys, time, timeit, warnings } from './system'
import { statistics } from './statistics'
import { string } from './string'
import { closed } from './table'
import { abc, future, typing } from './typing'

export const STANDARD = [
  abc,
  atexit,
  collections,
  contextlib,
  copy,
  dataclasses,
  functools,
  future,
  itertools,
  logging,
  math,
  operator,
  os,
  random,
  statistics,
  string,
  sys,
  time,
  timeit,
  typing,
  warnings,
].map(closed)
