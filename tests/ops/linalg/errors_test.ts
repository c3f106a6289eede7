/**
 * What tf.linalg, tf.matmul, tf.tensordot and tf.einsum refuse, and when.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { GradientTape } from "../../../lib/functions/gradient_tape.ts";
import type { DType } from "../../../lib/arrays/dtypes.ts";
import { asTensor } from "../../../lib/ops/as_tensor.ts";
import { given } from "../../../lib/primitives/support/samples.ts";
import { read } from "../../../lib/tensor/graph.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import * as linalg from "./linalg.ts";

/** The functions as JavaScript calls them, with whatever arguments. */
const tf = linalg as unknown as Readonly<Record<string, (...args: unknown[]) => Tensor>>;
const { backend } = TEST_BACKENDS[0]!;
const one = (dtype: DType) => given([1], [1, 1], dtype);

/** A refused call: function, arguments, class of the error, text. */
type Refused = readonly [string, readonly unknown[], typeof TypeError | typeof RangeError, string];

const REFUSED: readonly Refused[] = [
  [
    "matmul",
    [[1, 2], [3, 4]],
    TypeError,
    "tf.matmul: expected matrices whose inner dimensions agree, received shapes (2,) and (2,) with transposeA=false, transposeB=false; tf.linalg.matvec and tf.tensordot take vectors",
  ],
  [
    "matmul",
    [[[1]], [[1]], true, false, true],
    RangeError,
    "tf.matmul: expected one of transposeA and adjointA, received both as true",
  ],
  [
    "matmul",
    [[[1]], [[1]], { transpose_b: true }],
    TypeError,
    "tf.matmul: transpose_b is called transposeB here",
  ],
  [
    "matmul",
    [[[1]], [[1]], { adjointB: 1 }],
    TypeError,
    "tf.matmul: expected adjointB to be true or false, received adjointB=1",
  ],
  [
    "matmul",
    [one("int32"), one("float32")],
    TypeError,
    "tf.matmul: expected tensors of one dtype, received int32 and float32; convert one with tf.cast",
  ],
  [
    "matvec",
    [[[1, 2]], [1]],
    TypeError,
    "tf.linalg.matvec: expected matrices and vectors whose inner dimensions agree, received shapes (1, 2) and (1,)",
  ],
  [
    "tensordot",
    [[1, 2], [1, 2], 2],
    RangeError,
    "tf.tensordot: expected axes to be a whole number from 0 to 1, received axes=2",
  ],
  [
    "tensordot",
    [[[1, 2]], [[1, 2]], 1],
    TypeError,
    "tf.tensordot: expected axes that meet to be equally long, received shapes (1, 2) and (1, 2), where axis 1 of a meets axis 0 of b",
  ],
  [
    "tensordot",
    [[[1, 2]], [[1, 2]], [[0, 0], [0, 1]]],
    RangeError,
    "tf.tensordot: expected axes to name as many axes of a as of b, each once, received axes=[[0, 0], [0, 1]]",
  ],
  [
    "einsum",
    ["i1->i", [1]],
    RangeError,
    'tf.einsum: expected equation to be letters, at most one "..." a term, "," and "->", such as "ij,jk->ik", received equation="i1->i"',
  ],
  [
    "einsum",
    ["ij->iij", [[1]]],
    RangeError,
    'tf.einsum: expected each label once in the output, not i twice, received equation="ij->iij"',
  ],
  [
    "einsum",
    ["ij->k", [[1]]],
    RangeError,
    'tf.einsum: expected labels of the inputs in the output, not k, received equation="ij->k"',
  ],
  [
    "einsum",
    ["ij,jk->ik", [[1]]],
    TypeError,
    'tf.einsum: expected 2 inputs for equation="ij,jk->ik", received 1',
  ],
  [
    "einsum",
    ["i", [[1]]],
    TypeError,
    'tf.einsum: expected input 0 to have 1 dimension for equation="i", received shape (1, 1)',
  ],
  [
    "einsum",
    ["...ij->ij", [[[1]]]],
    RangeError,
    'tf.einsum: expected "..." in the output, since it stands for axes of the inputs, received equation="...ij->ij"',
  ],
  [
    "einsum",
    ["ij,ij->ij", [[1], [2]], [[1, 2], [1, 2]]],
    TypeError,
    'tf.einsum: expected axes of one label to be equally long in equation="ij,ij->ij", received shapes (2, 1) and (2, 2): j of length 1 and 2',
  ],
  [
    "einsum",
    ["i->i", [1], { optimise: "greedy" }],
    TypeError,
    "tf.einsum: expected arguments among optimize, name, received optimise; did you mean optimize?",
  ],
  [
    "cross",
    [[[1, 2, 3]], [1, 2, 3]],
    TypeError,
    "tf.linalg.cross: expected two tensors of one shape whose last axis has length 3, received shapes (1, 3) and (3,)",
  ],
  [
    "cholesky",
    [[[1, 2, 3]]],
    TypeError,
    "tf.linalg.cholesky: expected input to be square, received shape (1, 3)",
  ],
  [
    "cholesky",
    [[1]],
    TypeError,
    "tf.linalg.cholesky: expected input to be a matrix or a stack of matrices, received shape (1,)",
  ],
  [
    "det",
    [one("float16")],
    TypeError,
    "tf.linalg.det: expected a tensor of float32 or float64, received dtype float16; convert it with tf.cast",
  ],
  [
    "inv",
    [one("int32")],
    TypeError,
    "tf.linalg.inv: expected a tensor of float16, float32 or float64, received dtype int32; convert it with tf.cast",
  ],
  [
    "solve",
    [[[1, 2], [2, 5]], [[1, 2]]],
    TypeError,
    "tf.linalg.solve: expected rhs to have as many rows as matrix, received shapes (2, 2) and (1, 2)",
  ],
  [
    "solve",
    [[[[1, 2], [2, 5]]], [[1], [2]]],
    TypeError,
    "tf.linalg.solve: expected matrix and rhs to be stacked alike, received shapes (1, 2, 2) and (2, 1)",
  ],
  [
    "choleskySolve",
    [[[1, 0], [0, 1]], [[1]]],
    TypeError,
    "tf.linalg.choleskySolve: expected rhs to have as many rows as chol, received shapes (2, 2) and (1, 1)",
  ],
  [
    "lstsq",
    [[[1]], [[1]], -1],
    RangeError,
    "tf.linalg.lstsq: expected l2Regularizer to be a finite number >= 0, received l2Regularizer=-1",
  ],
  [
    "pinv",
    [[[1]], [1, 2]],
    TypeError,
    "tf.linalg.pinv: expected rcond to be one number, or one for each of the matrices of shape (1, 1), received shape (2,)",
  ],
  [
    "luSolve",
    [[[1, 0], [0, 1]], [0, 1, 2], [[1], [1]]],
    TypeError,
    "tf.linalg.luSolve: expected perm of shape (2,) for lowerUpper of shape (2, 2), received shape (3,)",
  ],
  [
    "diag",
    [1],
    TypeError,
    "tf.linalg.diag: expected diagonal of at least 1 dimension, received shape ()",
  ],
  [
    "diag",
    [[1, 2], { numRows: 1 }],
    RangeError,
    "tf.linalg.diag: expected numRows and numCols to fit diagonals of length 2 and k=[0, 0], which take (2, 2) with one of the two larger at most, received (1, 2)",
  ],
  [
    "diag",
    [[[1, 2]], { k: [1, 0] }],
    RangeError,
    "tf.linalg.diag: expected k to be one diagonal, or the lowest and the highest one, received k=[1, 0]",
  ],
  [
    "diag",
    [[[1, 2]], { k: [0, 1] }],
    TypeError,
    "tf.linalg.diag: expected diagonal of at least 2 dimensions, the last but one of length 2 for k=[0, 1], received shape (1, 2)",
  ],
  [
    "diag",
    [[1], { align: "LEFT" }],
    RangeError,
    'tf.linalg.diag: expected align to be one of "RIGHT_LEFT", "LEFT_RIGHT", "LEFT_LEFT", "RIGHT_RIGHT", received align="LEFT"',
  ],
  [
    "diag",
    [["a"]],
    TypeError,
    "tf.linalg.diag: expected a tensor of numbers or truth values, received dtype string; convert it with tf.cast",
  ],
  [
    "diagPart",
    [[[1]], { k: 1 }],
    RangeError,
    "tf.linalg.diagPart: expected k to be a diagonal of a matrix of shape (1, 1), from 0 to 0, received k=1",
  ],
  [
    "setDiag",
    [[[1]], [1, 2]],
    TypeError,
    "tf.linalg.setDiag: expected diagonal of shape (1,) for input of shape (1, 1), received shape (2,)",
  ],
  [
    "bandPart",
    [[[1]], 5, 0],
    RangeError,
    "tf.linalg.bandPart: expected numLower to be at most the number of rows, received numLower=5 for shape (1, 1)",
  ],
  [
    "tensorDiagPart",
    [[[1, 2]]],
    TypeError,
    "tf.linalg.tensorDiagPart: expected a shape whose first half equals the second half, received shape (1, 2)",
  ],
  [
    "tridiagonalSolve",
    [[[1, 2]], [1, 2]],
    TypeError,
    "tf.linalg.tridiagonalSolve: expected three diagonals of shape (.., n) each and rhs of shape (.., n, k), received shapes (1, 2) and (2, 1)",
  ],
  [
    "tridiagonalSolve",
    [[[0], [1], [0]], [1], { perturbSingular: true }],
    RangeError,
    "tf.linalg.tridiagonalSolve: expected perturbSingular=false, received perturbSingular=true; add a small number to the main diagonal instead",
  ],
  [
    "tridiagonalMatmul",
    [[[1, 1], [1], [1]], [[1]], "sequence"],
    TypeError,
    "tf.linalg.tridiagonalMatmul: expected diagonals of one shape, those beside the main one shorter by one at most, received shapes (2,), (1,), (1,)",
  ],
  [
    "bandedTriangularSolve",
    [[[1], [1]], [[1]]],
    TypeError,
    "tf.linalg.bandedTriangularSolve: expected bands of shape (.., count, n) with count from 1 to n and rhs of shape (.., n, k), received shapes (2, 1) and (1, 1)",
  ],
  [
    "eighTridiagonal",
    [[1, 2, 3], [1, 1], { select: "i", selectRange: [1, 3] }],
    RangeError,
    "tf.linalg.eighTridiagonal: expected selectRange to be two growing indices from 0 to 2, received selectRange=[1, 3]",
  ],
  [
    "trace",
    [[[true]]],
    TypeError,
    "tf.linalg.trace: expected a tensor of numbers, received dtype bool; convert it with tf.cast",
  ],
];

for (const name of new Set(REFUSED.map(([name]) => name))) {
  Deno.test(`tf.linalg.${name}() refuses at the call what it cannot compute`, () => {
    for (const [, args, error, text] of REFUSED.filter(([it]) => it === name)) {
      using(backend, () => {
        assertEquals(assertThrows(() => tf[name]!(...args), error).message, text);
      });
    }
  });
}

Deno.test("tf.linalg.inv(), solve() and lu() fail for a singular matrix when it is computed", () => {
  const singular = [[1, 2], [2, 4]];
  const rest = ": expected invertible matrices, received a singular one at index 0 of the batch " +
    "(pivot 1 is 0); add a small multiple of the identity, or use tf.linalg.pinv";
  const failing: readonly (readonly [string, () => Tensor])[] = [
    [
      "tf.linalg.inv: cannot compute on the cpu device with float32 (2, 2): Input is not invertible",
      () => linalg.inv(singular),
    ],
    [
      "tf.linalg.solve: cannot compute on the cpu device with float32 (2, 2), float32 (2, 1): Input matrix is not invertible",
      () => linalg.solve(singular, [[1], [2]]),
    ],
    [
      "tf.linalg.lu: cannot compute on the cpu device with float32 (2, 2): Input is not invertible",
      () => linalg.lu(singular).lu,
    ],
  ];
  for (const [text, call] of failing) {
    using(backend, () => {
      const kept = linalg.matmul([[1, 2]], [[3], [4]]);
      const result = call();
      assertEquals(assertThrows(() => read(result), RangeError).message, text + rest);
      assertEquals([...read(kept) as Float32Array], [11]);
    });
  }
});

Deno.test("tf.linalg.eigh() fails for NaN when it is computed", () => {
  using(backend, () => {
    const [values] = linalg.eigh([[NaN, 1], [1, 1]]);
    assertThrows(() => read(values), RangeError, "Self-adjoint eigen decomposition was not");
  });
});

Deno.test("tf.linalg.cholesky() gives NaN where a matrix is not positive definite", () => {
  using(backend, () => {
    const stack = asTensor("test", [[[4, 0], [0, 9]], [[1, 2], [2, 1]]]);
    assertEquals([...read(linalg.cholesky(stack)) as Float32Array], [2, 0, 0, 3, NaN, 0, NaN, NaN]);
  });
});

Deno.test("tf.linalg.qr() and svd() say which gradients there are not", () => {
  const x = asTensor("test", [[1, 2, 3], [4, 5, 7], [7, 8, 1], [1, 1, 1], [0, 2, 1]]);
  const refused = [
    [() => linalg.qr(x, true).r, "tf.linalg.qr: expected fullMatrices=false"],
    [() => linalg.svd(x, true)[1], "tf.linalg.svd: expected fullMatrices=false"],
  ] as const;
  for (const [call, text] of refused) {
    const tape = new GradientTape();
    tape.watch(x);
    const result = tape.run(call);
    assertThrows(() => tape.gradient(result, x), TypeError, text);
  }
});
