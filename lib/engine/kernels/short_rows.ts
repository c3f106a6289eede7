/**
 * Folds of rows of a few vectors, four rows at a time: their lanes are folded by exchanging them
 * between the rows, and four results are stored at once.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import { Accumulators, foldRows, writeResult } from "./accumulators.ts";
import type { Kernel } from "./kernel.ts";
import { writeRow } from "./map.ts";
import { BLOCK, COPIES, LANES, type PassWriter } from "./pass.ts";
import { copies, stepOf } from "./rows.ts";
import type { Template } from "./template.ts";

/** Whether rows are short enough, and their results lie one after the other. */
export function hasShortRows({ dims, kept, folds, operands }: Kernel, pass: PassWriter): boolean {
  if (pass.isJoined || dims.length !== 2 || !kept[0] || dims[1]! >= 2 * BLOCK) return false;
  return folds.every(({ operand, isAcross }) => {
    const { type, strides } = operands[operand]!;
    return !isAcross && type === "float32" && strides[0] === 1;
  });
}

/** Writes rows from the first one of a part on, as long as there are four; gives where they end. */
export function writeFours(template: Template): Local {
  const { to, kernel, pass, lo, hi, bases } = template;
  const { operands, folds, dims } = kernel;
  const [all] = dims as [number, number];
  const end = to.count(LANES * Math.floor(all / LANES));
  to.ifBelow(hi, end, () => to.copy(hi, end));
  const at = to.local("i32");
  to.copy(lo, at);
  const rows = copies(to, bases);
  const first = to.widen(lo);
  operands.forEach((operand, i) => {
    const offset = to.scale(first, stepOf(operand, 0));
    to.add(rows[i]!, offset, rows[i]!);
    to.free(offset);
  });
  const results = new Set(folds.map(({ operand }) => operand));
  const accumulators = new Accumulators(template, COPIES);
  to.ifBelow(at, end, () =>
    to.repeatBelow(at, end, () => {
      const gathered = folds.map((): Local[] => []);
      const odd = folds.map((): Local[] => []);
      for (let row = 0; row < LANES; row++) {
        pass.beginRow(rows);
        accumulators.begin(() => true, true);
        writeRow(
          template,
          rows,
          (f, value, { copy, lanes }) => accumulators.take(f, value, copy, lanes),
        );
        folds.forEach((_, f) => accumulators.gather(f, gathered[f]!, odd[f]!));
        operands.forEach((it, i) => {
          if (!results.has(i)) to.advance(rows[i]!, stepOf(it, 0));
        });
      }
      folds.forEach((fold, f) => {
        const value = foldRows(template, fold.op, gathered[f]!, odd[f]!);
        writeResult(template, fold, rows[fold.operand]!, value, 0, LANES);
        to.free(value);
      });
      for (const i of results) to.advance(rows[i]!, LANES * stepOf(operands[i]!, 0));
      to.increase(at, LANES);
    }));
  rows.forEach((it) => to.free(it));
  to.free(at);
  return end;
}
