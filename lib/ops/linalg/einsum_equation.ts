/**
 * Equations of `tf.einsum`: which axis has which label, and which labels the result has.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import type { Shape } from "../../tensor/aval.ts";

/** An equation for operands of given shapes. Axes of an ellipsis have labels `.0`, `.1` from the end. */
export interface Equation {
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
  /** Length of the axes with a label. */
  readonly sizes: ReadonlyMap<string, number>;
}

const WHERE = "tf.einsum";
const TERM = /^[a-zA-Z]*(\.\.\.)?[a-zA-Z]*$/;

/** A number of dimensions in words. */
function formatCount(count: number): string {
  return count === 1 ? "1 dimension" : `${count} dimensions`;
}

/** The labels of a term whose ellipsis stands for `count` axes. */
function labelsOf(term: string, count: number): string[] {
  const [before = "", after] = term.split("...");
  if (after === undefined) return [...before];
  const middle = Array.from({ length: count }, (_, i) => `.${count - 1 - i}`);
  return [...before, ...middle, ...after];
}

/** The output of an equation without `->`: labels that occur once, in alphabetical order. */
function impliedOutput(terms: readonly string[]): string {
  const letters = [...terms.join("").replaceAll(".", "")];
  const once = letters.filter((it) => letters.indexOf(it) === letters.lastIndexOf(it)).sort();
  return `${terms.some((term) => term.includes("...")) ? "..." : ""}${once.join("")}`;
}

/**
 * Reads an equation.
 *
 * @throws {RangeError} for an equation that is none.
 * @throws {TypeError} for operands that do not fit it.
 */
export function readEquation(equation: unknown, shapes: readonly Shape[]): Equation {
  if (typeof equation !== "string") {
    throw new TypeError(
      `${WHERE}: expected equation to be a string such as "ij,jk->ik", received equation=${
        formatValue(equation)
      }`,
    );
  }
  const [left = "", output, ...others] = equation.replaceAll(" ", "").split("->");
  const terms = left.split(",");
  if (others.length > 0 || ![...terms, output ?? ""].every((term) => TERM.test(term))) {
    throw new RangeError(
      `${WHERE}: expected equation to be letters, at most one "..." a term, "," and "->", such as "ij,jk->ik", received equation=${
        formatValue(equation)
      }`,
    );
  }
  if (terms.length !== shapes.length) {
    throw new TypeError(
      `${WHERE}: expected ${terms.length} inputs for equation=${
        formatValue(equation)
      }, received ${shapes.length}`,
    );
  }
  let widest = 0;
  const inputs = terms.map((term, i) => {
    const shape = shapes[i]!;
    const open = term.includes("...");
    const count = shape.length - term.replace("...", "").length;
    if (open ? count < 0 : count !== 0) {
      throw new TypeError(
        `${WHERE}: expected input ${i} to have ${open ? "at least " : ""}${
          formatCount(shape.length - count)
        } for equation=${formatValue(equation)}, received shape ${formatShape(shape)}`,
      );
    }
    if (open) widest = Math.max(widest, count);
    return labelsOf(term, count);
  });
  const result = labelsOf(output ?? impliedOutput(terms), widest);
  checkOutput(equation, inputs.flat(), result);
  return { inputs, output: result, sizes: sizesOf(equation, inputs, shapes) };
}

/** Throws unless an output has labels of the inputs, each once, and all axes of ellipses. */
function checkOutput(equation: string, given: readonly string[], output: readonly string[]): void {
  const refuse = (expected: string) => {
    throw new RangeError(
      `${WHERE}: expected ${expected}, received equation=${formatValue(equation)}`,
    );
  };
  const twice = output.find((label, i) => output.indexOf(label) !== i);
  if (twice !== undefined) refuse(`each label once in the output, not ${twice} twice`);
  const unknown = output.find((label) => !given.includes(label));
  if (unknown !== undefined) refuse(`labels of the inputs in the output, not ${unknown}`);
  if (given.some((label) => label.startsWith(".") && !output.includes(label))) {
    refuse(`"..." in the output, since it stands for axes of the inputs`);
  }
}

/** Length of the axes by label; only those of ellipses broadcast. */
function sizesOf(
  equation: string,
  inputs: readonly (readonly string[])[],
  shapes: readonly Shape[],
): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((labels, i) =>
    labels.forEach((label, axis) => {
      const size = shapes[i]![axis]!;
      const known = sizes.get(label);
      const broadcasts = label.startsWith(".") && (known === 1 || size === 1);
      if (known !== undefined && known !== size && !broadcasts) {
        throw new TypeError(
          `${WHERE}: expected axes of one label to be equally long in equation=${
            formatValue(equation)
          }, received shapes ${shapes.map(formatShape).join(" and ")}: ${
            label.startsWith(".") ? "the ellipses' axes" : label
          } of length ${known} and ${size}`,
        );
      }
      if (known === undefined || known === 1) sizes.set(label, size);
    })
  );
  return sizes;
}
