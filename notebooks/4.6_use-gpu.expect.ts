/** What each cell of section 4.6 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  layout,
  relation,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.6. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("devices", "the version, and the devices of this machine", {
      chapter: {
        stdout: [
          "2.0.0",
          "可用的GPU： [PhysicalDevice(name='/physical_device:GPU:0', device_type='GPU')] ",
          "可用的CPU： [PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')]",
        ],
      },
      claims: [
        text({ part: "stdout.line[0]", profile: "2.0", is: "2.0.0" }),
        text({ part: "stdout.line[0]", profile: "2.1", is: "2.1.0" }),
        volatile("the machine has a GPU or has none", {
          part: "stdout.line[1]",
          pattern:
            /^可用的GPU： \[(PhysicalDevice\(name='\/physical_device:GPU:0', device_type='GPU'\))?\] $/,
        }),
        text({
          part: "stdout.line[2]",
          is: "可用的CPU： [PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')]",
        }),
      ],
    }),
    cell("details", "the devices with memory and model, in TensorFlow's layout", {
      chapter: {
        stdout: [
          '[name: "/device:CPU:0"',
          'device_type: "CPU"',
          "memory_limit: 268435456",
          "locality {",
          "}",
          "incarnation: 15592483132577835191",
          ', name: "/device:GPU:0"',
          'device_type: "GPU"',
          "memory_limit: 3063309926",
          "locality {",
          "  bus_id: 1",
          "  links {",
          "  }",
          "}",
          "incarnation: 3859243074925251015",
          'physical_device_desc: "device: 0, name: GeForce GTX 1650, pci bus id: 0000:01:00.0, compute capability: 7.5"',
          "]",
        ],
      },
      claims: [
        volatile("memory, numbers and models are the machine's; the layout is not", {
          part: "stdout",
          pattern:
            /^\[name: "\/device:CPU:0"\ndevice_type: "CPU"\nmemory_limit: 268435456\nlocality \{\n\}\nincarnation: \d+\n(, name: "\/device:GPU:0"\ndevice_type: "GPU"\nmemory_limit: \d+\nlocality \{\n {2}bus_id: 1\n {2}links \{\n {2}\}\n\}\nincarnation: \d+\nphysical_device_desc: "device: 0, name: [^"]+"\n)?\]$/,
        }),
        relation(
          "the chapter's own text has this layout, and as many devices are listed as there are",
          ({ tf }) =>
            tf.config.listLocalDevices().length === tf.config.listPhysicalDevices().length,
        ),
      ],
    }),
    cell("in-use", "the device in use among those there are", [
      volatile("names of the machine's devices", {
        part: "",
        pattern:
          /^\('(cpu|webgpu|cuda|tensorflow)', \['\/physical_device:CPU:0'(, '\/physical_device:GPU:0')?\]\)$/,
      }),
      relation(
        "a GPU is in use only if one is listed",
        ({ tf, gpus }) =>
          ["cpu", "tensorflow"].includes(tf.config.getDevice()) || gpus.length === 1,
      ),
    ]),
    cell("compute", "2 exp(a + b) with b uniform in [0, 1)", {
      chapter: { stdout: "tf.Tensor([12.172885 19.682476 53.18001 ], shape=(3,), dtype=float32)" },
      claims: [
        layout({ part: "stdout" }),
        structure({ part: "stdout" }),
        relation("each value is 2 exp(i + b) for its b", ({ tf, a, b }) => {
          const shown = tf.multiply(tf.exp(tf.add(a, b)), 2).numpy().data;
          return Array.from(b.numpy().data as number[]).every((it, at) =>
            it >= 0 && it < 1 && Math.abs(shown[at] / (2 * Math.exp(at + 1 + it)) - 1) < 1e-5
          );
        }, { part: "stdout.values" }),
      ],
    }),
    cell("move", "the same product on two devices, up to rounding", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
    cell("missing", "an unknown device is refused", [
      text({
        part: "stdout",
        is: 'tf.device: expected "/CPU:0", "/GPU:0", "auto" or one of ..., received name="/TPU:0"',
      }),
    ]),
  ],
});
