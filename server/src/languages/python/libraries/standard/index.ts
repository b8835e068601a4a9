// The parts of Python's standard library that are evaluated, and those that are harmless to leave out.
import { argparse } from './argparse/argparse'
import { bisect } from './bisect'
import { cmath } from './cmath'
import { collections } from './collections'
import { contextlib } from './contextlib'
import { copy } from './copy'
import { dataclasses } from './dataclasses'
import { enumModule } from './enum/enum'
import { fractions } from './fractions'
import { functools } from './functools'
import { heapq } from './heapq'
import { itertools } from './itertools'
import { json } from './json/json'
import { math } from './math'
import { numbers } from './numbers'
import { operator } from './operator'
import { random } from './random'
import { re } from './re/re'
import { atexit, logging, os, sys, time, timeit, warnings } from './system'
import { statistics } from './statistics'
import { string } from './string'
import { textwrap } from './textwrap'
import { closed } from './table'
import { abc, future, typing } from './typing'

export const STANDARD = [
  abc,
  argparse,
  atexit,
  bisect,
  cmath,
  collections,
  contextlib,
  copy,
  dataclasses,
  enumModule,
  fractions,
  functools,
  future,
  heapq,
  itertools,
  json,
  logging,
  math,
  numbers,
  operator,
  os,
  random,
  re,
  statistics,
  string,
  sys,
  textwrap,
  time,
  timeit,
  typing,
  warnings,
].map(closed)
