// One contestant's first answer in this process, with the time from before its modules are loaded. The arguments: the file in
// contestants/, the problem's data and the places of the bundles, both as JSON. Prints JSON in its last line.
const start = performance.now()
const [file, contest, data, places] = process.argv.slice(2)
const contestant = await import(`./contestants/${file}.mjs`)
const run = await (contestant.cold ?? contestant[contest])(JSON.parse(data), JSON.parse(places))
const { value, gradient } = run()
const milliseconds = performance.now() - start

const { flatten } = await import('./contest.mjs')
const { title, precision } = contestant
const answer = { value: flatten(value), gradient: flatten(gradient) }
console.log(`\n${JSON.stringify({ title, precision, milliseconds, answer })}`)
