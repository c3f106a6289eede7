/**
 * Reproduces notebooks from the command line; `--help` says how. The least permissions it needs:
 *
 *     deno run --allow-read --allow-env --allow-ffi --allow-run --allow-net=127.0.0.1 \
 *       --allow-sys=osRelease --allow-write scripts/reproduce.ts
 *
 * `--allow-ffi` is for ZeroMQ's addon and `--allow-run` for the kernel, in which notebooks may do
 * anything; `--allow-write` is for the temporary connection file, the report and `--update`.
 *
 * @module
 */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suggestName } from "../lib/errors/nearest.ts";
import { missingData } from "../lib/notebook/book_data.ts";
import { draft } from "../lib/notebook/draft.ts";
import { readExpectations } from "../lib/notebook/read_expectations.ts";
import { expectationsPath } from "../lib/notebook/reproduce.ts";
import { htmlReport } from "../lib/notebook/report_html.ts";
import { chaptersText, provenanceLine, textReport } from "../lib/notebook/report_text.ts";
import type { NotebookVerdict } from "../lib/notebook/verdicts.ts";
import { type Job, type JobResult, matrix, planJobs, runJobs } from "./reproduce_jobs.ts";
import { HELP, readOptions, type Request } from "./reproduce_options.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));
const ENCODER = new TextEncoder();

/** Signals that end a run, with the numbers that become exit statuses. */
const SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 2], ["SIGBREAK", 21]]
  : [["SIGINT", 2], ["SIGTERM", 15], ["SIGHUP", 1]];

/** Exit status of a run that was interrupted, where no signal says another. */
const INTERRUPTED = 130;

/** Paths of the notebooks of a folder, by name; 3.2 comes before 3.11. */
export function listNotebooks(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name, isFile }) => isFile && name.endsWith(".ipynb"))
    .map(({ name }) => join(folder, name))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/**
 * The paths of the notebooks that are meant by a path, a chapter, a section, a name or the beginning of
 * one.
 *
 * @throws {RangeError} when no notebook has the name.
 */
export function findNotebooks(given: string): string[] {
  if (/\.ipynb$|[\\/]/.test(given)) return [given];
  const paths = listNotebooks(NOTEBOOKS);
  const names = paths.map((path) => basename(path, ".ipynb"));
  const named = (wanted: (name: string) => boolean) => paths.filter((_, i) => wanted(names[i]!));
  const exact = named((name) => name === given);
  // 3 is a chapter; 3.1 is 3.1_linear-regression before it is 3.11_underfit-overfit.
  const whole = named((name) => name.startsWith(/^\d+$/.test(given) ? `${given}.` : `${given}_`));
  const begins = named((name) => name.startsWith(given)).slice(0, 1);
  const found = [exact, whole, begins].find((it) => it.length > 0);
  if (found !== undefined) return found;
  throw new RangeError(
    `reproduce: expected a notebook of ${NOTEBOOKS}, received "${given}"; ${
      suggestName(given, names)
    }`,
  );
}

/**
 * Why a notebook's data are not there; `undefined` where they are, or where nobody knows what they
 * would be: reproducing it says what is wrong then.
 */
export async function missingDataOf(path: string): Promise<string | undefined> {
  try {
    return await missingData((await readExpectations(expectationsPath(path))).data);
  } catch {
    return undefined;
  }
}

/** Runs the command line; resolves to the exit status. */
export async function main(args: readonly string[], signal?: AbortSignal): Promise<number> {
  let request: Request;
  let paths: string[];
  try {
    request = readOptions(args);
    if (request.help) {
      write(Deno.stdout, HELP);
      return 0;
    }
    paths = request.notebooks.length > 0
      ? request.notebooks.flatMap(findNotebooks)
      : listNotebooks(NOTEBOOKS);
  } catch (error) {
    return complain(error);
  }
  const verdicts: NotebookVerdict[] = [];
  const results: JobResult[] = [];
  let status = 0;
  let jobs: Job[];
  const { device, totalTimeoutMs, ...options } = request;
  const clock = new AbortController();
  const started = performance.now();
  const alarm = totalTimeoutMs === undefined ? undefined : setTimeout(
    () => clock.abort(new Error(`expected to end within ${totalTimeoutMs / 1000} s`)),
    totalTimeoutMs,
  );
  const stop = signal ? AbortSignal.any([signal, clock.signal]) : clock.signal;
  const missing = new Map<string, string>();
  try {
    for (const path of paths) {
      const why = await missingDataOf(path);
      if (why !== undefined) missing.set(path, why);
    }
    jobs = await planJobs(paths.filter((path) => !missing.has(path)), device);
  } catch (error) {
    return complain(error);
  }
  const deadline = totalTimeoutMs === undefined ? Infinity : started + totalTimeoutMs;
  await runJobs(jobs, { ...options, signal: stop, deadline }, (result) => {
    results.push(result);
    if (stop.aborted) return;
    if ("error" in result) {
      status = complain(result.error);
      return;
    }
    verdicts.push(result.verdict);
    if (!result.verdict.holds) status = Math.max(status, 1);
    if (request.json) return;
    const text = textReport(result.verdict, { details: request.details, ...screen() });
    write(Deno.stdout, request.details ? `${text}\n\n` : `${text}\n`);
    const entries = request.draft ? draft(result.verdict) : "";
    if (entries !== "") write(Deno.stdout, `\n${entries}\n`);
  });
  clearTimeout(alarm);
  if (!request.json) {
    for (const [path, why] of missing) write(Deno.stdout, `NOT RUN ${basename(path)}: ${why}\n`);
  }
  if (signal?.aborted) return INTERRUPTED;
  if (clock.signal.aborted) {
    const done = verdicts.length === 1 ? "1 notebook was" : `${verdicts.length} notebooks were`;
    status = complain(new Error(`reproduce: ${clock.signal.reason.message}; ${done} done`));
  }
  if (verdicts.length > 0 && !request.json && !request.details) {
    write(Deno.stdout, `${closing(verdicts)}\n`);
  }
  if (device === "all" && !request.json) write(Deno.stdout, `${matrix(jobs, results)}\n`);
  try {
    if (request.report !== undefined) {
      await Deno.writeTextFile(request.report, htmlReport(verdicts, missing));
    }
  } catch (error) {
    status = complain(error);
  }
  if (request.json) {
    write(
      Deno.stdout,
      `${
        JSON.stringify(
          { holds: status === 0, notebooks: verdicts, notRun: Object.fromEntries(missing) },
          null,
          2,
        )
      }\n`,
    );
  } else if (request.report !== undefined && status < 2) {
    write(Deno.stdout, `Report: ${request.report}\n`);
  }
  return status;
}

/** What the runs were made with, as far as it was the same, and where there is more. */
function closing(verdicts: readonly NotebookVerdict[]): string {
  const { provenance } = verdicts[0]!;
  const same = ["Deno", "OS", "device", "seed", "profile"].filter((name) =>
    provenance[name] !== undefined &&
    verdicts.every((verdict) => verdict.provenance[name] === provenance[name])
  );
  return `${chaptersText(verdicts)}${
    provenanceLine(Object.fromEntries(same.map((name) => [name, provenance[name]!])))
  }\n` +
    "Every claim: --details. Chapter and result side by side: --report FILE.html";
}

/** Colours and width of the terminal, if the output goes to one. */
function screen(): { color?: boolean; width?: number } {
  if (!Deno.stdout.isTerminal()) return {};
  return { color: !Deno.noColor, width: Math.max(Deno.consoleSize().columns, 80) };
}

function complain(error: unknown): 2 {
  write(Deno.stderr, `error: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}

function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = ENCODER.encode(text);
  for (let sent = 0; sent < bytes.length;) sent += stream.writeSync(bytes.subarray(sent));
}

if (import.meta.main) {
  const stop = new AbortController();
  let status: number | undefined;
  for (const [signal, number] of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      status ??= 128 + number;
      stop.abort(new Error("interrupted"));
    });
  }
  const own = await main(Deno.args, stop.signal);
  Deno.exit(status ?? own);
}
