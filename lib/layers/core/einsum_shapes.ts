/**
 * What the equation of an EinsumDense says of shapes: those of its weights and of its outputs.
 *
 * @module
 * @internal
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";

/** An equation's terms, and where its ellipsis stands. */
export interface EinsumTerms {
  readonly equation: string;
  readonly inputs: string;
  readonly kernel: string;
  readonly output: string;
  readonly ellipsis: "left" | "right" | null;
}

/** The shapes that follow from that of the inputs. */
export interface EinsumShapes {
  /** Shape of the outputs; what `outputShape` leaves open is `null`. */
  readonly output: SymbolicShape;
  /** Shape of the kernel, `null` where a length is not known. */
  readonly kernel: SymbolicShape;
  /** Shape of the bias, if there is one. */
  readonly bias: SymbolicShape | null;
  /** Axes of the kernel that the inputs have and the outputs don't. */
  readonly inputAxes: readonly number[];
  /** Axes of the kernel that the outputs have. */
  readonly outputAxes: readonly number[];
}

const EQUATION = /^(\.{3})?([a-zA-Z]+)(\.{3})?,([a-zA-Z]+)->(\.{3})?([a-zA-Z]+)(\.{3})?$/;

/**
 * Reads an equation.
 *
 * @throws {RangeError} for one that is none, or whose letters don't fit together.
 */
export function readTerms(where: string, equation: string, biasAxes: string | null): EinsumTerms {
  const match = EQUATION.exec(equation);
  const [, left, inputs, right, kernel, outLeft, output, outRight] = match ?? [];
  const isFitting = match && left === outLeft && right === outRight && !(left && right) &&
    !(right && inputs!.length < 2);
  if (!isFitting) {
    throw new RangeError(
      `${where}: expected equation to be of the form "ab,bc->ac", "...ab,bc->...ac" or "ab...,bc->ac...", received equation=${
        formatValue(equation)
      }`,
    );
  }
  const terms = { equation, inputs: inputs!, kernel: kernel!, output: output! };
  const fail = (expected: string, letter: string): never => {
    throw new RangeError(`${where}: expected ${expected}, received ${letter} in "${equation}"`);
  };
  for (const term of [inputs!, kernel!, output!]) {
    for (const letter of term) {
      if (term.indexOf(letter) !== term.lastIndexOf(letter)) {
        fail("each letter once in each term of equation", letter);
      }
    }
  }
  for (const letter of output!) {
    if (!inputs!.includes(letter) && !kernel!.includes(letter)) {
      fail("each letter of the outputs in the inputs or the kernel", letter);
    }
  }
  for (const letter of kernel!) {
    if (!inputs!.includes(letter) && !output!.includes(letter)) {
      fail("each letter of the kernel in the inputs or the outputs", letter);
    }
  }
  const isBiased = biasAxes === null || biasAxes !== "";
  if (!isBiased || [...biasAxes ?? ""].some((letter) => !output!.includes(letter))) {
    throw new RangeError(
      `${where}: expected biasAxes to be letters of the outputs ${output}, received biasAxes=${
        formatValue(biasAxes)
      }`,
    );
  }
  return { ...terms, ellipsis: left ? "left" : right ? "right" : null };
}

/**
 * The shapes for inputs of a shape.
 *
 * @param partial The outputs' shape without batch and ellipsis, `null` where the inputs say it.
 * @throws {TypeError} if the shapes don't fit the equation.
 */
export function shapesFor(
  label: string,
  terms: EinsumTerms,
  biasAxes: string | null,
  inputShape: SymbolicShape,
  partial: SymbolicShape,
): EinsumShapes {
  const { equation, inputs, kernel, output, ellipsis } = terms;
  const elided = inputShape.length - inputs.length;
  if (elided < 0 || (elided > 0 && ellipsis === null)) {
    throw new TypeError(
      `Cannot build ${label}: expected inputs of ${
        ellipsis === null ? "" : "at least "
      }${inputs.length} dimensions for "${equation}", received shape ${formatShape(inputShape)}`,
    );
  }
  const isLeft = ellipsis === "left";
  const [ahead, behind] = isLeft ? [elided, 0] : [0, elided];
  const outputs = [
    inputShape[0]!,
    ...inputShape.slice(1, ahead),
    ...partial,
    ...inputShape.slice(inputShape.length - behind),
  ];
  const isBatchFirst = ahead > 0 || inputs[0] === output[0];
  if (outputs.length !== output.length + elided || !isBatchFirst) {
    throw new TypeError(
      `Cannot build ${label}: expected outputShape without batch${
        elided > 0 ? " and ellipsis" : ""
      }, and a batch that stands first, for "${equation}" and inputs of shape ${
        formatShape(inputShape)
      }, received outputShape=${formatShape(partial)}`,
    );
  }
  const inputDim = (letter: string) => inputShape[ahead + inputs.indexOf(letter)]!;
  const outputDim = (letter: string) => outputs[ahead + output.indexOf(letter)]!;
  for (const letter of inputs) {
    if (!output.includes(letter) || outputDim(letter) === null) continue;
    if (inputDim(letter) !== null && inputDim(letter) !== outputDim(letter)) {
      throw new TypeError(
        `Cannot build ${label}: expected ${
          inputDim(letter)
        } along axis ${letter} of "${equation}", as the inputs have, received outputShape=${
          formatShape(partial)
        }`,
      );
    }
  }
  const dimOf = (letter: string) =>
    output.includes(letter) && outputDim(letter) !== null
      ? outputDim(letter)
      : inputs.includes(letter)
      ? inputDim(letter)
      : null;
  const axes = [...kernel].map((_, axis) => axis);
  const biased = [...output].slice([...output].findIndex((it) => biasAxes?.includes(it)));
  return {
    output: outputs,
    kernel: [...kernel].map(dimOf),
    bias: biasAxes === null ? null : [
      ...biased.map((letter) => biasAxes.includes(letter) ? dimOf(letter) : 1),
      ...new Array<number>(behind).fill(1),
    ],
    inputAxes: axes.filter((axis) => !output.includes(kernel[axis]!)),
    outputAxes: axes.filter((axis) => output.includes(kernel[axis]!)),
  };
}
