/**
 * Reproduces a notebook: runs it through Deno's Jupyter kernel and checks every output cell
 * against the expectation file beside it.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import { compareCell, failure, missingCell } from "./compare_cell.ts";
import type { Expectations, Profile } from "./expectations.ts";
import { codeCells, type Notebook, readNotebook } from "./ipynb.ts";
import { Kernel } from "./kernel.ts";
import { PROVENANCE_PROBE, provenanceOf } from "./provenance.ts";
import { readExpectations } from "./read_expectations.ts";
import { runNotebook } from "./run_notebook.ts";
import { updateOutputs } from "./update_outputs.ts";
import type { CellVerdict, Judgement, NotebookVerdict } from "./verdicts.ts";

/** Seed of a reproduction when none is given. */
export const DEFAULT_SEED = 42;

/** How a notebook is reproduced. */
export interface ReproduceOptions {
  /** Seed of the random streams, a whole number from 0 to 2^31 - 1; default 42. */
  seed?: number;
  /** Device, as `KERASAUR_DEVICE` takes it; default: what the environment says, else `auto`. */
  device?: string;
  /** Whose texts are printed; default `2.0`. */
  profile?: Profile;
  /** Milliseconds before a cell is interrupted; default 180000. */
  timeoutMs?: number;
  /** Write the outputs into the notebook; default false. */
  update?: boolean;
  /** Do without an expectation file where there is none, for a draft of one; default false. */
  draft?: boolean;
  /** Path of the Deno binary; default: the one that runs this program. */
  denoPath?: string;
  /** Path of the expectation file; default: beside the notebook. */
  expectations?: string;
  /** Folder the kernel starts in; default: the notebook's. */
  cwd?: string;
  /** Ends the run and its kernel. */
  signal?: AbortSignal;
  /** When patterns have to be tried, on the clock of `performance.now()`; default: never. */
  deadline?: number;
}

/** The expectation file of a notebook: `a.expect.ts` beside `a.ipynb`. */
export function expectationsPath(notebook: string): string {
  return `${notebook.replace(/\.ipynb$/, "")}.expect.ts`;
}

/**
 * Runs a notebook and checks its outputs.
 *
 * @param notebook Path of the notebook.
 * @returns The verdict; a claim that fails is no error.
 * @throws {Deno.errors.NotFound} when there is no such notebook or no expectation file.
 * @throws {SyntaxError | TypeError | RangeError} when one of them cannot be used.
 * @throws {KernelError} when the kernel cannot be started.
 */
export async function reproduce(
  notebook: string,
  options: ReproduceOptions = {},
): Promise<NotebookVerdict> {
  const {
    seed = DEFAULT_SEED,
    device = Deno.env.get("KERASAUR_DEVICE") ?? "auto",
    profile = "2.0",
    timeoutMs = 180_000,
  } = options;
  const started = performance.now();
  const kernelOptions = {
    cwd: options.cwd ?? dirname(resolve(notebook)),
    env: {
      KERASAUR_SEED: String(seed),
      KERASAUR_DEVICE: device,
      KERASAUR_PROFILE: profile,
      NO_COLOR: "1",
    },
    ...(options.denoPath === undefined ? {} : { denoPath: options.denoPath }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  // The kernel starts while the files are read; both can fail, and neither may be left behind.
  await Deno.stat(notebook).catch(() => readNotebook(notebook));
  const starting = Kernel.start(kernelOptions);
  const files = Promise.all([
    readNotebook(notebook),
    expectationsOf(options.expectations ?? expectationsPath(notebook), options.draft ?? false),
  ]);
  const [kernel, read] = await Promise.allSettled([starting, files]);
  if (read.status === "rejected") {
    if (kernel.status === "fulfilled") await kernel.value.kill();
    throw read.reason;
  }
  if (kernel.status === "rejected") throw kernel.reason;
  const [file, expectations] = read.value;
  const run = await runNotebook(file.content, kernel.value, {
    kernel: kernelOptions,
    timeoutMs,
    probes: probesByCell(expectations),
    finalProbe: PROVENANCE_PROBE,
  });
  const entries = new Map(expectations.cells.map((entry) => [entry.cell, entry]));
  const cells = run.cells.map((cell) =>
    compareCell(cell, entries.get(cell.id), { seed, profile, deadline: options.deadline })
  );
  // What took long to check ran while no timer could.
  await new Promise((resolve) => setTimeout(resolve));
  options.signal?.throwIfAborted();
  addStrangers(cells, file, expectations);
  if (options.update) updateOutputs(file, run.cells);
  const claims = cells.flatMap((cell) => cell.claims);
  const count = (judgement: Judgement) =>
    claims.filter((claim) => claim.judgement === judgement).length;
  return {
    notebook,
    about: expectations.about,
    holds: cells.every((cell) => cell.holds),
    cells,
    counts: {
      "holds": count("holds"),
      "fails": count("fails"),
      "volatile": count("volatile"),
      "not applicable": count("not applicable"),
    },
    provenance: await provenanceOf(kernelOptions.cwd, { seed, device, profile }, run.finalProbe),
    durationMs: performance.now() - started,
  };
}

/** What a file expects; nothing where it is not there and a draft of it is wanted. */
async function expectationsOf(path: string, draft: boolean): Promise<Expectations> {
  try {
    return await readExpectations(path);
  } catch (error) {
    if (!draft || !(error instanceof Deno.errors.NotFound)) throw error;
    return { path, about: "", data: [], cells: [] };
  }
}

/** Expressions to evaluate after each cell. */
function probesByCell(expectations: Expectations): Map<string, string[]> {
  return new Map(expectations.cells.map(({ cell, claims }) => [
    cell,
    claims.flatMap((claim) => "probe" in claim && claim.probe !== undefined ? [claim.probe] : []),
  ]));
}

/** Adds entries whose cells are missing, and fails the first cell that is out of order. */
function addStrangers(cells: CellVerdict[], file: Notebook, expectations: Expectations): void {
  const ids = codeCells(file.content).map(({ id }) => id);
  const known = expectations.cells.filter(({ cell }) => ids.includes(cell));
  const ordered = known.map(({ cell }) => cell).sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
  const moved = known.find(({ cell }, i) => cell !== ordered[i]);
  if (moved) {
    const verdict = cells.find(({ cell }) => cell === moved.cell)!;
    verdict.claims.push(failure("present", "the expectation file has it in another place"));
    verdict.holds = false;
  }
  for (const entry of expectations.cells) {
    if (!ids.includes(entry.cell)) cells.push(missingCell(entry));
  }
}
