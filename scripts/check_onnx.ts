// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Writes a traced training step as an ONNX model, has Python's `onnx` check it and Python's
 * `onnxruntime` run it, and compares the results with ours.
 *
 *     deno run -A scripts/check_onnx.ts --python PATH
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { join } from "node:path";
import * as tf from "kerasaur";

const CHECK = `
import sys, numpy, onnx, onnxruntime
folder = sys.argv[1]
model = onnx.load(f"{folder}/step.onnx")
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(f"{folder}/step.onnx", providers=["CPUExecutionProvider"])
feeds = {f"input_{i}": numpy.load(f"{folder}/input_{i}.npy") for i in range(2)}
outputs = session.run(None, feeds)
worst = 0.0
for i, actual in enumerate(outputs):
    expected = numpy.load(f"{folder}/output_{i}.npy")
    assert actual.shape == expected.shape and actual.dtype == expected.dtype, (i, actual.shape)
    worst = max(worst, float(numpy.abs(actual - expected).max()))
print(f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}, numpy {numpy.__version__}: "
      f"{len(model.graph.node)} nodes, {len(outputs)} outputs, largest difference {worst:.3g}")
assert worst <= 1e-5
`;

tf.random.setSeed(1);
const net = new tf.keras.Sequential([
  new tf.keras.layers.Dense(16, { activation: "relu" }),
  new tf.keras.layers.Dense(3),
]);
const [x, y] = [tf.random.normal([8, 5]), tf.random.normal([8, 3])];
net(x);
const step = tf.function((x: tf.Tensor, y: tf.Tensor) => {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceMean(tf.square(tf.subtract(net(x), y))));
  const gradients = tape.gradient(loss, net.trainableWeights);
  net.trainableWeights.forEach((w, i) => w.assignSub(tf.multiply(gradients[i]!, 0.1)));
  return loss;
});

const folder = await Deno.makeTempDir({ prefix: "kerasaur-onnx-" });
step.getConcreteFunction(x, y).toOnnx(join(folder, "step.onnx"));
[x, y].forEach((input, i) => tf.np.save(join(folder, `input_${i}.npy`), input));
// Results first, then the new values of the variables, as the model has them.
[step(x, y), ...net.trainableWeights].forEach((output, i) =>
  tf.np.save(join(folder, `output_${i}.npy`), output)
);
const parsed = parseArgs(Deno.args, { string: ["python"] });
const python = typeof parsed["python"] === "string" ? parsed["python"] : "python3";
const { success, stdout, stderr } = await new Deno.Command(python, {
  args: ["-c", CHECK, folder],
}).output();
console.log(new TextDecoder().decode(success ? stdout : stderr).trim());
await Deno.remove(folder, { recursive: true });
Deno.exit(success ? 0 : 1);
