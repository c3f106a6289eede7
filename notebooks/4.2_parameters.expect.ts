/** What each cell of section 4.2 has to print. */
import {
  bits,
  cell,
  constant,
  counted,
  distribution,
  expectations,
  layout,
  relation,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("network", "the outputs of the perceptron", {
      chapter: [
        "<tf.Tensor: id=62, shape=(2, 10), dtype=float32, numpy=",
        "array([[ 0.15294254,  0.0355227 ,  0.05113338,  0.06625789,  0.12223213,",
        "        -0.5954561 ,  0.38035268, -0.17244355,  0.6725004 ,  0.00750941],",
        "       [ 0.12288147, -0.2162356 , -0.02103446,  0.14871466,  0.10256162,",
        "        -0.57710034,  0.22278625, -0.21283135,  0.52407515, -0.1426214 ]],",
        "      dtype=float32)>",
      ],
      claims: [
        layout(),
        structure(),
        counted(),
        relation(
          "the outputs are relu(X W1 + b1) W2 + b2, computed by plain loops",
          ({ net, X, Y }) => {
            const [w1, b1, w2, b2] = net.getWeights().map(({ data }) => data);
            const [x, y] = [X, Y].map((it) => it.numpy().data);
            const hidden = (row, j) => {
              let sum = b1[j];
              for (let i = 0; i < 20; i++) sum += x[row * 20 + i] * w1[i * 256 + j];
              return Math.max(sum, 0);
            };
            return [0, 1].every((row) => {
              const h = Array.from({ length: 256 }, (_, j) => hidden(row, j));
              return Array.from(b2 as number[]).every((b, k) => {
                const sum = h.reduce((total, it, j) => total + it * w2[j * 10 + k], b);
                return Math.abs(sum - y[row * 10 + k]) <= 2e-6;
              });
            });
          },
          { part: ".values" },
        ),
        distribution({ "uniform": [0, 1] }, { probe: ({ X }) => X, says: "X" }),
        distribution({ "uniform": [-0.15018785229652765, 0.15018785229652765] }, {
          probe: ({ net }) => net.weights[2],
          says: "the output layer's kernel, by Glorot's rule",
        }),
        bits(({ X }) => X, {
          seed: 42,
          sha256: "ebad2367f3ddc008bd10ade5847ca4f60a33b11e7312f28b7023dd07e9e15767",
          says: "real TensorFlow draws these bits for this seed",
        }),
        bits(({ net }) => net.weights[2], {
          seed: 42,
          sha256: "920d3cf659b8e914bddbe5ebc5926dd77447054cb38dd6c19e3e2034954dd5e5",
          says: "real TensorFlow draws these bits for this seed",
        }),
      ],
    }),
    cell("first-weight", "the kernel of the hidden layer, and its class", {
      chapter: [
        "(<tf.Variable 'sequential/dense/kernel:0' shape=(20, 256) dtype=float32, numpy=",
        " array([[-0.07852519, -0.03260126,  0.12601742, ...,  0.11949158,",
        "          0.10042094, -0.10598273],",
        "        [ 0.03567271, -0.11624913,  0.04699135, ..., -0.12115637,",
        "          0.07733515,  0.13183317],",
        "        [ 0.03837337, -0.11566538, -0.03314627, ..., -0.10877015,",
        "          0.09273799, -0.07031895],",
        "        ...,",
        "        [-0.03430544, -0.00946991, -0.02949082, ..., -0.0956497 ,",
        "         -0.13907745,  0.10703176],",
        "        [ 0.00447187, -0.07251608,  0.08081181, ...,  0.02697623,",
        "          0.05394638, -0.01623751],",
        "        [-0.01946831, -0.00950103, -0.14190955, ..., -0.09374787,",
        "          0.08714674,  0.12475103]], dtype=float32)>,",
        " tensorflow.python.ops.resource_variable_ops.ResourceVariable)",
      ],
      claims: [
        layout(),
        structure(),
        distribution({ "uniform": [-0.14744195615489714, 0.14744195615489714] }, {
          part: "[0]",
          probe: ({ net }) => net.weights[0],
          says: "Glorot's rule, +-sqrt(6 / (20 + 256))",
        }),
        bits(({ net }) => net.weights[0], {
          seed: 42,
          sha256: "fe763c220da3c6cb3bb1e27f8a35782aff6502df744be396de09511370d810b3",
          says: "real TensorFlow draws these bits for this seed",
        }),
      ],
    }),
    cell("names", "names and shapes of all parameters, in order", [
      text({
        is: [
          "[('sequential/dense/kernel:0', (20, 256)),",
          " ('sequential/dense/bias:0', (256,)),",
          " ('sequential/dense_1/kernel:0', (256, 10)),",
          " ('sequential/dense_1/bias:0', (10,))]",
        ],
      }),
    ]),
    cell("per-layer", "how many parameters each layer has", [text({ is: "[0, 2, 2]" })]),
    cell("bias", "a bias starts at zero", [
      structure({ is: "variable 'sequential/dense_1/bias:0' (10,) float32" }),
      constant({ part: ".values", is: 0, probe: ({ net }) => net.layers[2].weights[1] }),
      layout(),
    ]),
    cell("nested", "names of nested models", [
      text({
        is: [
          "['nested/block0/inner/kernel:0',",
          " 'nested/block0/inner/bias:0',",
          " 'nested/block0/outer/kernel:0',",
          " 'nested/block0/outer/bias:0',",
          " 'nested/block1/inner/kernel:0',",
          " 'nested/block1/inner/bias:0',",
          " 'nested/block1/outer/kernel:0',",
          " 'nested/block1/outer/bias:0']",
        ],
      }),
    ]),
    cell("nested-access", "a parameter deep inside", [text({ is: "(4, 3)" })]),
    cell("gradients", "no gradient before, one of each parameter's shape after", [
      text({
        is: [
          "(None,",
          " array([2., 2., 2., 2., 2., 2., 2., 2., 2., 2.], dtype=float32),",
          " [(20, 256), (256,), (256, 10), (10,)])",
        ],
      }),
    ]),
    cell("initializers", "kernel, bias, kernel, bias", {
      chapter: [
        "[array([[-0.00306494,  0.01149799,  0.00900665, -0.00952527, -0.00651997,",
        "      0.00010531,  0.00802666, -0.01102469,  0.01838934,  0.00915548],",
        "    [ 0.00401672,  0.01788972, -0.00245794, -0.01051202,  0.02268461,",
        "     -0.00271502, -0.00447782,  0.00636486,  0.00408998, -0.01373187],",
        "    [-0.00468962, -0.00180526, -0.0117501 ,  0.01840584,  0.00044537,",
        "     -0.00745311,  0.01155732, -0.00615015, -0.00942082, -0.00023081],",
        "    [-0.01116156, -0.00614527, -0.00119119, -0.00843481,  0.01192368,",
        "      0.00889105, -0.01000126, -0.0017869 , -0.00833272,  0.0019026 ],",
        "    [ 0.0183291 , -0.00640716,  0.00936602,  0.01040828, -0.00140882,",
        "     -0.00143817,  0.00126366,  0.01094474,  0.0132029 ,  0.00405393],",
        "    [-0.00548183, -0.00489746, -0.01264372, -0.00501967,  0.00602909,",
        "      0.00439432,  0.02449438,  0.00426046, -0.0017243 , -0.00319188],",
        "    [-0.00034199, -0.00648715, -0.00694025, -0.00984227,  0.02798587,",
        "     -0.01283635, -0.01735584, -0.00181439,  0.01585936,  0.00348289],",
        "    [ 0.00181157, -0.00343991,  0.01415697, -0.00160312,  0.0018713 ,",
        "     -0.00968461, -0.00268579,  0.01320006, -0.00041133, -0.01282531],",
        "    [-0.0145638 ,  0.0096653 , -0.00787722, -0.00073892, -0.00222261,",
        "      0.0031008 , -0.01858314,  0.00559973,  0.00439452, -0.02467434],",
        "    [-0.00303086,  0.0015006 , -0.00920389,  0.01035136, -0.00040001,",
        "     -0.00945453, -0.00506378,  0.00816534,  0.00347233,  0.01201165],",
        "    [ 0.01979353,  0.00881971, -0.00060045, -0.00671935,  0.02482731,",
        "     -0.0039808 ,  0.01195751, -0.00499541, -0.01421177,  0.00125722],",
        "    [-0.00206965,  0.00737946,  0.02711954, -0.00566722, -0.01916223,",
        "      0.00635906, -0.00112362,  0.00351852,  0.0027598 ,  0.00804986],",
        "    [ 0.00190901,  0.00799948, -0.01007551, -0.00751526,  0.0027352 ,",
        "     -0.00126002,  0.00079498, -0.00190032, -0.00912007,  0.00432031],",
        "    [-0.00574654,  0.00703932,  0.00375365,  0.01700558, -0.00392553,",
        "      0.00246399,  0.00686003, -0.00327425, -0.00158563,  0.01139532],",
        "    [-0.010441  , -0.01566261,  0.01807244, -0.01265192, -0.00422926,",
        "     -0.00729915, -0.00717674, -0.00036729,  0.00728995,  0.0034066 ],",
        "    [-0.00497032, -0.01395558, -0.00276683,  0.0114197 , -0.01044411,",
        "     -0.01518542,  0.00793149, -0.00169621, -0.008745  , -0.00825851],",
        "    [-0.00098009, -0.00765272, -0.01993775,  0.0207908 , -0.0088134 ,",
        "      0.01211826,  0.0033179 ,  0.0064116 ,  0.00399073,  0.00067746],",
        "    [ 0.00282402,  0.00589997,  0.00674444, -0.01209166, -0.00875635,",
        "      0.01789016, -0.00037993,  0.00392861,  0.02248183, -0.00427692],",
        "    [-0.00629026, -0.01388059,  0.0160582 ,  0.00855581,  0.00170209,",
        "      0.00430258,  0.0092911 ,  0.00232163,  0.00591121,  0.02038265],",
        "    [-0.00792203, -0.00259904, -0.00109487, -0.00959524, -0.00030968,",
        "     -0.01322429,  0.00489308,  0.00503101,  0.01801165,  0.00972504]],",
        "   dtype=float32),",
        " array([0., 0., 0., 0., 0., 0., 0., 0., 0., 0.], dtype=float32),",
        " array([[1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.],",
        "        [1.]], dtype=float32),",
        " array([1.], dtype=float32)]",
      ],
      claims: [
        layout({
          damagedIndent:
            "the page prints the first array 4 columns too far left; the book's notebook has it right",
        }),
        structure(),
        distribution({ "normal": [0, 0.01] }, {
          part: "[0]",
          probe: ({ net }) => net.weights[0],
          says:
            "200 values cannot tell a standard deviation 10% off at this false alarm rate; the bits below can",
        }),
        constant({ part: "[1]" }),
        constant({ part: "[2]" }),
        constant({ part: "[3]" }),
        bits(({ net }) => net.weights[0], {
          seed: 42,
          sha256: "9d7ee7bc7b2b6c7909c2b8d301b80fda943b85b492d1ad67f516ec6538b6d157",
          says: "real TensorFlow draws these bits for this seed",
        }),
      ],
    }),
    cell("again", "the same parameter, drawn anew", [
      structure({ is: "variable 'linear/dense_2/kernel:0' (20, 10) float32" }),
      distribution({ "normal": [0, 1] }, { part: ".values", probe: ({ kernel }) => kernel }),
      bits(({ kernel }) => kernel, {
        seed: 42,
        sha256: "c311942c620b8a48501d1331941d4ef8dc8b1f4817fa61eed76f7c13fb633dfd",
        says: "real TensorFlow draws these bits for this seed",
      }),
    ]),
    cell("constant", "Glorot's rule and a constant side by side", [
      structure({
        is: "[array (20, 8) float32, array (8,) float32, array (8, 1) float32, array (1,) float32]",
      }),
      distribution({ "uniform": [-0.4629100498862757, 0.4629100498862757] }, {
        part: "[0]",
        probe: ({ mixed }) => mixed.weights[0],
      }),
      constant({ part: "[1]", is: 0 }),
      constant({ part: "[2]", is: 42 }),
      constant({ part: "[3]", is: 0 }),
      bits(({ mixed }) => mixed.weights[0], {
        seed: 42,
        sha256: "1da16053436537af3c12d0a4bc158f4c0c6f1dfae24d8dce33b0a39e67d1081e",
        says: "real TensorFlow draws these bits for this seed",
      }),
    ]),
    cell("ones", "a kernel of ones", {
      chapter: [
        "<tf.Variable 'sequential_1/dense_4/kernel:0' shape=(20, 64) dtype=float32, numpy=",
        "array([[1., 1., 1., ..., 1., 1., 1.],",
        "       [1., 1., 1., ..., 1., 1., 1.],",
        "       [1., 1., 1., ..., 1., 1., 1.],",
        "       ...,",
        "       [1., 1., 1., ..., 1., 1., 1.],",
        "       [1., 1., 1., ..., 1., 1., 1.],",
        "       [1., 1., 1., ..., 1., 1., 1.]], dtype=float32)>",
      ],
      claims: [
        text(),
        structure(),
        constant({ part: ".values", is: 1, probe: ({ model }) => model.weights[0] }),
      ],
    }),
    cell("own", "half of the weights 0, the others uniform in +-[5, 10]", [
      structure({ is: "variable 'large/kernel:0' (20, 6) float32" }),
      distribution({
        "mixture": [[0.5, { "constant": 0 }], [0.25, { "uniform": [5, 10] }], [0.25, {
          "uniform": [-10, -5],
        }]],
      }, { part: ".values", probe: ({ large }) => large.kernel }),
      bits(({ large }) => large.kernel, {
        seed: 42,
        sha256: "06716e90258220e695c2e295ed288a0125b6a0b88e753b5780ab13aa10e466c0",
        says: "real TensorFlow draws these bits for this seed",
      }),
    ]),
    cell("direct", "119 ones and one 42", [
      structure({ is: "tensor () float32" }),
      counted(),
      constant({ part: ".values", is: 161 }),
    ]),
    cell("shared-scalar", "one weight, 3 x 3 = 9, gradient 3 + 3 = 6", [
      text({ is: "(1, array([[9.]], dtype=float32), array([[6.]], dtype=float32))" }),
    ]),
    cell("tied", "six parameters, one object, one value", [text({ is: "(6, True, 100.0)" })]),
    cell("untied", "the gradient of the shared kernel is the sum of those of two copies", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
    cell("step", "one step moves the shared kernel once, by the rate times the sum", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
