// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Runs the library's tests on Node, each file in a process of its own:
 *
 *     node tests/node/run.ts [--all | FILE ...]
 *
 * Without arguments it runs a part of them that takes less than a minute. npm packages are found
 * in a folder `node_modules`, beside `deno.json` or where `KERASAUR_NODE_PACKAGES` says.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/** What is not for Node, and why. */
const NOT_HERE: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^tests\/(notebook|notebooks)\//, "runs Deno's Jupyter kernel"],
  [
    /^tests\/(notebooks|jupyter|jupyter_check|interrupt_check|kernel_spec)_test/,
    "runs Deno's Jupyter kernel",
  ],
  [/^tests\/callbacks\/notebook_test/, "runs Deno's Jupyter kernel"],
  [/^tests\/charts\/notebook_test/, "runs Deno's Jupyter kernel"],
  [/^tests\/engine\//, "the cpu device's own kernels and ONNX Runtime's C interface need FFI"],
  [
    /^tests\/random\/(helpers|memory)_test/,
    "helper threads write through addresses, which needs FFI",
  ],
  [/^tests\/(tensorflow|platform)\//, "checks what Deno's driver does"],
  [/^tests\/primitives\/values_test/, "finds its goldens by bits that Node's Math does not give"],
  [/^tests\/projects\//, "has its own script for Node"],
  [/^tests\/(build|package|quiet|tfjs)_test|^tests\/training\/stop_test/, "starts Deno"],
];

/** Single tests that are not for Node, and why. */
const NOT_THESE: readonly (readonly [name: string, reason: string])[] = [
  [
    "float64 normals are TensorFlow's to the last bit but for a few in 1,000",
    "its Math gives other last bits for 1 in 50",
  ],
  ["doctor exits 1 when a required device is missing", "starts Deno"],
  ["a program that is killed while it saves leaves whole files", "starts Deno"],
  ["files are saved to plain files and new names only", "starts programs by Deno's names"],
  ["saveFile() needs no permission but to write to the path", "Node has no such permissions"],
  ["saveFile() clears away drafts of killed programs", "Node has no locks of files"],
  ["examine() ", "asks for Deno's version"],
  ["cpu: a loop that holds nothing keeps its memory within 10 %", "starts Deno"],
  ["the example at lib/devices/explain.ts", "shows generated kernels, which need FFI"],
  ["the example at lib/tfjs.ts", "tfjs is no package of these tests"],
];

/** A part of the whole in which every room of the library has its turn. */
const SHORT = [
  "tests/callbacks/{csv_logger,early_stopping,model_checkpoint}_test.ts",
  "tests/functions/{function,tape,variable}*_test.ts",
  "tests/io/{files,npy,npz,h5,weights_file}_test.ts",
  "tests/layers/{dense,dropout,flatten}*_test.ts",
  "tests/metrics/goldens_test.ts",
  "tests/models/sequential*_test.ts",
  "tests/ops/{rules,methods,indexing}_test.ts",
  "tests/optimizers/goldens_test.ts",
  "tests/random/{dtypes,seeds}*_test.ts",
  "tests/training/fit_test.ts",
];

/** Tests of the whole that take longer than all of the others. */
const PATIENCE = 600_000;

function filesOf(args: readonly string[]): string[] {
  const patterns = args.length === 0 ? SHORT : args[0] === "--all" ? ["tests/**/*_test.ts"] : args;
  const files = globSync([...patterns]).map((it) => it.replaceAll("\\", "/"));
  return [...new Set(files)].filter((it) => !NOT_HERE.some(([pattern]) => pattern.test(it)))
    .toSorted();
}

const files = filesOf(process.argv.slice(2));
console.log(`${files.length} files of tests on Node ${process.version}`);
const skipped = NOT_THESE.map(([name]) => `--test-skip-pattern=${name.replace(/[()]/g, "\\$&")}`);
const flags = [
  ...skipped,
  "--test-reporter=./tests/node/reporter.ts",
  `--test-timeout=${PATIENCE}`,
];
const { status } = spawnSync(
  process.execPath,
  ["--import", "./tests/node/setup.ts", "--expose-gc", "--test", ...flags, ...files],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
