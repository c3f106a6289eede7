/**
 * What a run on Node says: tests that failed with their reasons, then how many there were.
 *
 * @module
 */
import type { TestEvent } from "node:test/reporters";

/** Lines of a reason that are shown. */
const LINES = 12;

/** Texts for the events of a run. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, ignored: 0 };
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    // Files are tests as well here, and so are steps: neither counts.
    if (data.details.type === "suite" || data.nesting > 0) continue;
    if (data.skip !== undefined && data.skip !== false) counts.ignored++;
    else if (type === "test:pass") counts.passed++;
    else {
      counts.failed++;
      const error = data.details.error;
      const reason = String(error?.cause instanceof Error ? error.cause.stack : error?.cause);
      yield `FAILED ${data.name} (${data.file})\n${
        reason.split("\n").slice(0, LINES).join("\n")
      }\n\n`;
    }
  }
  const { passed, failed, ignored } = counts;
  yield `${
    failed === 0 ? "ok" : "FAILED"
  } | ${passed} passed | ${failed} failed | ${ignored} ignored\n`;
}
