"""Writes what TensorFlow reads of comma-separated values, for tests/data/csv_test.ts.

    python tests/goldens/data/make_csv.py

writes csv.json.gz beside itself: texts by hand, and texts drawn from an alphabet of odd characters,
read by CsvDataset (as a file) and by decode_csv (as one record); `null` stands for an error.
"""
import gzip
import json
import os
import random
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {
    "texts": ([["z"], ["y"]], {}),
    "required": ([tf.string, tf.string], {}),
    "numbers": ([[0.5], tf.constant([7], tf.int32)], {}),
    "wide": ([tf.constant([0.5], tf.float64), tf.constant([7], tf.int64)], {}),
    "selected": ([["z"]], {"select_cols": [1]}),
    "plain": ([["z"], ["y"]], {"use_quote_delim": False}),
    "semicolons": ([["z"], ["y"]], {"field_delim": ";", "na_value": "a"}),
}
TEXTS = [
    "", "\n", "\n\n", "a,b", "a,b\n", "a,b\r\nc,d", "a,b\rc,d\r", "a,b\n\nc,d\n", "a", "a\n", "a,b,c", ",", "a,",
    '"a","b"\n', '"a\nx",b\n"q""z","w,"\n', '"",b', ' "a",b', 'a,b"c', '"a"x,b', '"a', '"', 'a,b\n"c', '"a",',
    'a,"b"\r\n', 'a,"b\r\nc"\r\n', "a;b", "a;b\nc;", "gr\u00fc\u00df,\U0001f600", "a,b\n,\n",
]
NUMBERS = [
    "1,2", " 1 , 2 ", "1.5,2", "1e3,3", "x,1", "nan,1", "inf,1", "0x10,1", "-Infinity,1", "1.,99999999999", ".5,1",
    "1e400,+3", "-1e-400,-0", "1f,1", "1,1.0", "1e39,1", "NAN,1", "+1.5,007", "1_0,1", "1,2147483647", "1,2147483648",
    "1,-2147483648", "1,9223372036854775807", "1,9223372036854775808", "1.00000017881393432617187500,1",
    "1.00000017881393432617187499,1", "1.00000017881393432617187501,1", "1.00000005960464477539062500,1",
    "1.00000005960464477539062501,1", "3.40282356779733661637539395458142568448e38,1", "7.0064923216240853546186479164495e-46,1",
    "3.40282356779733661637539395458142568447e38,1", "7.0064923216240853546186479164496e-46,1", "1e,1", "e1,1",
    "--1,1", ",", "1,", ",1", ".,1", "1e-45,1", "0.1,1", "16777217,1", "16777219,1", "123456789012345678901234567890,1",
]
draw = random.Random(1)
drawn = ["".join(draw.choice('ab,,"";\n\r ') for _ in range(draw.randrange(1, 13))) for _ in range(400)]


def plain(values):
    def one(it):
        return it.decode() if isinstance(it, bytes) else str(it)

    return [one(it.numpy() if it.dtype == tf.string else it.numpy().item()) for it in values]


def from_file(path, text, kind):
    defaults, options = KINDS[kind]
    with open(path, "wb") as file:
        file.write(text.encode())
    found = []
    try:
        for record in tf.data.experimental.CsvDataset(path, defaults, **options):
            found.append(plain(record))
    except (tf.errors.InvalidArgumentError, tf.errors.OutOfRangeError):
        found.append(None)
    return found


def decoded(text, kind):
    defaults, options = KINDS[kind]
    empty = [tf.zeros([0], it) if isinstance(it, tf.DType) else it for it in defaults]
    try:
        return plain(tf.io.decode_csv(text, empty, **options))
    except tf.errors.InvalidArgumentError:
        return None


cases = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "table.csv")
    for kind in KINDS:
        isNumeric = kind in ("numbers", "wide")
        for text in TEXTS + (NUMBERS if isNumeric else drawn):
            cases.append([kind, text, from_file(path, text, kind), decoded(text, kind)])
made = {"tensorflow": tf.__version__, "cases": cases}
with gzip.GzipFile(os.path.join(HERE, "csv.json.gz"), "wb", mtime=0) as file:
    file.write(json.dumps(made).encode())
print(len(cases), "cases")
