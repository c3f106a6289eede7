/**
 * Runs a notebook's code cells in order, whatever happens: after an error the next cell runs all
 * the same, after an endless loop it runs in the interrupted kernel, and when even the interrupt
 * has no effect it runs in a new kernel that the cells before were run in again.
 *
 * @module
 */
import { codeCells, type NotebookContent, sourceOf } from "./ipynb.ts";
import { Kernel, type KernelOptions } from "./kernel.ts";
import type { Execution, ExecutionStatus } from "./kernel.ts";
import { orderOutputs, type Output } from "./outputs.ts";
import type { ProbeResult } from "./probe.ts";

/** What came of running one cell. */
export interface CellRun {
  /** Id of the cell. */
  id: string;
  /** Number among the code cells, from 1. */
  number: number;
  /** The code. */
  source: string;
  /** How it ended; `null` when there was no kernel left to run it. */
  status: ExecutionStatus | null;
  /** What went wrong, in words. */
  trouble?: string;
  /** What it printed. */
  outputs: Output[];
  /** The kernel's execution count. */
  executionCount: number | null;
  /** Milliseconds it ran. */
  durationMs: number;
  /** Values of the probes by their expressions. */
  probes: Map<string, ProbeResult>;
}

/** How a notebook is run. */
export interface RunOptions {
  /** How kernels are started. */
  kernel: KernelOptions;
  /** Milliseconds before a cell is interrupted. */
  timeoutMs: number;
  /** Expressions to evaluate after each cell, by its id. */
  probes?: ReadonlyMap<string, readonly string[]>;
  /** Called after each cell. */
  onCell?: (run: CellRun) => void;
  /** An expression to evaluate after the last cell. */
  finalProbe?: string;
}

/** What came of running a notebook. */
export interface NotebookRun {
  /** The cells in order. */
  cells: CellRun[];
  /** Value of the final probe; `undefined` when no kernel was left. */
  finalProbe?: ProbeResult;
}

/** Runs all code cells in a fresh kernel, which is shut down at the end. */
export async function runNotebook(
  content: NotebookContent,
  first: Kernel,
  options: RunOptions,
): Promise<NotebookRun> {
  let kernel: Kernel | undefined = first;
  const cells: CellRun[] = [];
  try {
    for (const [index, cell] of codeCells(content).entries()) {
      const source = sourceOf(cell);
      const run: CellRun = {
        id: cell.id,
        number: index + 1,
        source,
        status: null,
        outputs: [],
        executionCount: null,
        durationMs: 0,
        probes: new Map(),
      };
      cells.push(run);
      if (kernel === undefined) run.trouble = "not run, as the kernel had died";
      else kernel = await runCell(kernel, run, cells, options);
      options.onCell?.(run);
    }
    const probed = options.finalProbe && kernel
      ? await kernel.probe(options.finalProbe, options.timeoutMs)
      : undefined;
    return { cells, ...(probed ? { finalProbe: probed.result } : {}) };
  } finally {
    await kernel?.shutdown();
  }
}

/** Runs one cell and its probes; resolves to the kernel for the next one, if there is any. */
async function runCell(
  kernel: Kernel,
  run: CellRun,
  cells: CellRun[],
  options: RunOptions,
): Promise<Kernel | undefined> {
  const { timeoutMs } = options;
  const execution = await kernel.execute(run.source, timeoutMs);
  Object.assign(run, execution);
  let { status } = execution;
  if (status === "ok") {
    for (const expression of options.probes?.get(run.id) ?? []) {
      if (run.probes.has(expression)) continue;
      const probed = await kernel.probe(expression, timeoutMs);
      run.probes.set(expression, probed.result);
      run.outputs = mergeOutputs(run.outputs, probed.outputs);
      status = probed.status;
      if (status === "stuck" || status === "died") break;
    }
  }
  const trouble = troubleOf(execution, kernel, timeoutMs);
  if (trouble !== undefined) run.trouble = trouble;
  if (status === "died") {
    run.trouble ??= `the kernel died while probing; ${deathOf(kernel)}`;
    await kernel.kill();
    return undefined;
  }
  if (status !== "stuck") return kernel;
  await kernel.kill();
  const next = await Kernel.start(options.kernel);
  const before = cells.slice(0, -1).filter((cell) => cell.status === "ok");
  run.trouble = `${run.trouble ?? "a probe did not end"}; the rest ran in a new kernel, ` +
    `after the ${before.length} good cells before were run again`;
  try {
    for (const cell of before) await next.execute(cell.source, timeoutMs);
  } catch (error) {
    await next.kill();
    throw error;
  }
  return next;
}

function troubleOf(execution: Execution, kernel: Kernel, timeoutMs: number): string | undefined {
  const limit = `${timeoutMs / 1000} s`;
  switch (execution.status) {
    case "ok":
      return undefined;
    case "error": {
      const error = execution.outputs.find((output) => output.output_type === "error");
      return `raised ${error?.ename}: ${error?.evalue}`;
    }
    case "timeout":
      return `did not end within ${limit} and was interrupted`;
    case "stuck":
      return `did not end within ${limit} nor when interrupted`;
    case "died":
      return `the kernel died: ${deathOf(kernel)}`;
  }
}

function deathOf(kernel: Kernel): string {
  const printed = kernel.printed === "" ? "" : `, it printed: ${kernel.printed}`;
  return `exit status ${kernel.exitCode}${printed}`;
}

/** Outputs with those that arrived later: streams continued, others appended. */
function mergeOutputs(outputs: Output[], later: Output[]): Output[] {
  const merged = [...outputs];
  for (const output of later) {
    const stream = output.output_type === "stream"
      ? merged.find((item) => item.output_type === "stream" && item.name === output.name)
      : undefined;
    if (stream?.output_type === "stream" && output.output_type === "stream") {
      stream.text += output.text;
    } else merged.push(output);
  }
  return orderOutputs(merged);
}
