/**
 * Prints the milliseconds that an import of the library takes.
 *
 * @module
 */
const start = performance.now();
await import("kerasaur");
const ms = performance.now() - start;
Deno.stdout.writeSync(new TextEncoder().encode(`${ms}\n`));
