"""Writes csv_batches.json: files of comma-separated values and the batches that TensorFlow's
make_csv_dataset makes of them.

Run: python make_csv_batches.py
"""
import json, os, pathlib, tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
files = {
    "a.csv": "n,big,x,wide,t,odd\n" + "".join(f"{i},{i * 3000000000},{i / 4},{i}e300,\"t, {i}\",{'' if i % 3 else i}\n" for i in range(7)),
    "b.csv": "n,big,x,wide,t,odd\n" + "".join(f"{i},{i},NA,{i / 8},u{i},x\n" for i in range(20, 25)),
    "plain.txt": "1;2\n3;4\n5;6\n",
}
cases = []
with tempfile.TemporaryDirectory() as folder:
    for name, text in files.items():
        pathlib.Path(folder, name).write_text(text)
    for pattern, size, take, options in [
        ("a.csv", 3, 10, dict(num_epochs=1, shuffle=False)),
        ("*.csv", 4, 10, dict(num_epochs=1, shuffle=False, na_value="NA", label_name="x")),
        ("*.csv", 5, 6, dict(shuffle_seed=3, na_value="NA", label_name="n", select_columns=["t", "n", "big"])),
        ("*.csv", 2, 10, dict(num_epochs=2, shuffle_seed=7, shuffle_buffer_size=4, na_value="NA", select_columns=[0, 4])),
        ("plain.txt", 2, 10, dict(num_epochs=1, shuffle=False, header=False, column_names=["p", "q"], field_delim=";", column_defaults=[[0.5], ["x"]])),
    ]:
        given = dict(options)
        data = tf.data.experimental.make_csv_dataset(f"{folder}/{pattern}", size, **given)
        batches = []
        for e in data.take(take):
            columns, label = e if isinstance(e, tuple) else (e, None)
            show = lambda x: dict(dtype=x.dtype.name, values=[it.decode() if isinstance(it, bytes) else it for it in x.numpy().tolist()])
            batches.append(dict(columns={k: show(v) for k, v in columns.items()}, label=None if label is None else show(label)))
        cases.append(dict(pattern=pattern, size=size, take=take, options=options, batches=batches))
(HERE / "csv_batches.json").write_text(json.dumps(dict(versions=dict(tensorflow=tf.__version__), files=files, cases=cases), indent=1) + "\n")
