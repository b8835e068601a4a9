import { expect, test } from 'vitest'
import { page } from './page'

const html = page({
  cspSource: 'https://own',
  script: 'https://own/graph.js',
  style: 'https://own/graph.css',
  nonce: 'abc',
})

test('the page may load its own style and script, and nothing else', () => {
  expect(html).toContain(`content="default-src 'none'; style-src https://own; script-src 'nonce-abc'"`)
  expect(html).toContain('<script nonce="abc" src="https://own/graph.js"></script>')
  expect(html).toContain('<link rel="stylesheet" href="https://own/graph.css">')
})

test('nothing in it is inline', () => {
  expect(html).not.toMatch(/ style=| on\w+=|<style|<script[^>]*>[^<]/)
})
