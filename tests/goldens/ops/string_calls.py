"""Results of tf.strings, beside this file as string_calls.json.gz.

Run with TensorFlow 2.21 on the CPU:

    python3 string_calls.py
"""

from program_calls import case, tf, written

TEXTS = tf.constant(
    ["", "a", "The Cat sat.", "  two  spaces\t", "NÉ ß ǅ", "日本語 text", "x1y22z333", "a\nb\r\n", "[UNK] it's $5!"]
)
GRID = tf.constant([["Ab", "cd", "É"], ["", "gh i", "jk"]])
NONE = tf.constant([], tf.string)

for x in (TEXTS, GRID, NONE, tf.constant("One")):
    for name in ("lower", "upper"):
        case(f"strings.{name}", x)
        case(f"strings.{name}", x, "utf-8")
    case("strings.strip", x)
    case("strings.length", x)
    case("strings.length", x, unit="UTF8_CHAR")
    case("strings.reduce_join", x)
    case("strings.reduce_join", x, separator="+", keepdims=True)

for unit in ("BYTE", "UTF8_CHAR"):
    case("strings.substr", tf.constant(["kitten", "dog", "abcdef"]), 1, 2, unit)
    case("strings.substr", tf.constant(["kitten", "dog", "abcdef"]), -3, 100, unit=unit)
    case("strings.substr", tf.constant(["kitten", "dog"]), tf.constant([0, 3]), tf.constant([3, 1]), unit)
    case("strings.substr", tf.constant("kitten"), tf.constant([0, 3]), tf.constant([3, 0]), unit)
case("strings.substr", tf.constant(["日本語", "né!"]), 1, 2, "UTF8_CHAR")

case("strings.reduce_join", GRID, 0)
case("strings.reduce_join", GRID, axis=-1, separator=" ")
case("strings.reduce_join", GRID, [1, 0], separator=",")
case("strings.reduce_join", GRID, [0, 1], keepdims=True)

CLASSES = r"[!\"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']"
for pattern, rewrite in (
    ("a", "b"), ("", "-"), ("x*", "-"), ("a*", "<\\0>"), ("[0-9]+", "#"), ("\\d", ""), ("([a-z])([a-z])", "\\2\\1"),
    (CLASSES, ""), ("[[:punct:]]", "_"), ("[[:space:]]+", " "), ("\\s", "~"), ("\\S+", "w"), ("(?i)the|SAT", "X"),
    ("\\bt", "T"), (".", "."), ("(?s).", "!"), ("$", "E"), ("^", "B"), ("\\pL", "L"), ("[^\\p{Latin}]", "?"),
    ("\\x{65e5}", "D"), ("{", "("), ("\\[UNK\\]", "\\\\"), ("(?P<first>.)b", "[\\1]"), ("\\Q.\\E", "!"), ("it\\'s", "is"),
    ("[\\s.]", ""), ("[]]", "r"), ("a|b|", "_"), ("é", "e"), ("\\W", "_"), ("[a-c\\d]{2,}", "N"),
):
    case("strings.regex_replace", TEXTS, pattern, rewrite)
    case("strings.regex_replace", GRID, pattern, rewrite, replace_global=False)
for pattern in ("", ".*", "(?s).*", "[a-z]", "a|", "\\s*", "x\\d.+", "[A-Z].*", "\\PL*", "(?i)THE.*", "^a$", "a\\z"):
    case("strings.regex_full_match", TEXTS, pattern)
    case("strings.regex_full_match", GRID, pattern)

for text in ("", "a", " a  cat\tsat\n", "a,b,,c", ",", "日 本"):
    case("strings.split", tf.constant(text))
    case("strings.split", tf.constant(text), ",")
    case("strings.split", tf.constant(text), maxsplit=1)
    case("strings.split", tf.constant(text), ",", 2)
    case("strings.unicode_split", tf.constant(text), "UTF-8")
    case("strings.bytes_split", tf.constant(text if text.isascii() else "ascii"))
    case("strings.unicode_decode", tf.constant(text), "UTF-8")
    for errors in ("replace", "ignore"):
        case("strings.unicode_decode", tf.constant(text), "UTF-8", errors, 63, True)
        case("strings.unicode_decode", tf.constant(text), input_encoding="UTF-8", errors=errors, replace_control_characters=True)
case("strings.bytes_split", tf.constant([["ab"], ["c\0"]]))
case("strings.unicode_decode", tf.constant(["né\x1f", "日\x7f𝄞"]), "UTF-8", replace_control_characters=True)

for x in (TEXTS, GRID, NONE, tf.constant("One\x00\x1f\x7f")):
    case("strings.unicode_transcode", x, "UTF-8", "UTF-8")
    case("strings.unicode_transcode", x, "UTF-8", "UTF-8", "replace", 63, True)
    case("strings.unicode_transcode", x, "UTF-8", "UTF-8", errors="ignore", replace_control_characters=True)
    case("strings.unicode_transcode", x, input_encoding="UTF-8", output_encoding="UTF-8", errors="strict")

LENGTHS = tf.constant(["é" * (i % 3) + "".join(chr(97 + (i * j) % 26) for j in range(i)) for i in [*range(70), 127, 128, 129, 192, 300]])
for x in (TEXTS, GRID, NONE, tf.constant("One"), LENGTHS):
    for buckets in (1, 10, 2**53 - 1):
        case("strings.to_hash_bucket_fast", x, buckets)
        case("strings.to_hash_bucket_strong", x, buckets, [1, 2])
    case("strings.to_hash_bucket_fast", x, num_buckets=2**40)
    case("strings.to_hash_bucket_strong", x, num_buckets=1000, key=[-(2**53 - 1), 0])
for x in ([110, 233, 0x1D11E, 0], [[72, 105], [-1, 0x65E5]], [[0xD800, 0x110000]], [[]], [[[97], [0xFFFF]]]):
    x = tf.constant(x, tf.int32)
    case("strings.unicode_encode", x, "UTF-8")
    case("strings.unicode_encode", x, "UTF-8", "ignore")
    case("strings.unicode_encode", x, output_encoding="UTF-8", replacement_char=63)

for x in ([1.5, -2.0, float("nan"), float("inf"), 0.1, 1e-7, 123456789.0, 1e22, -0.0, 0.0], [0.5, 1.5, 0.125, -0.375, 0.25, 9.5], [], 2.5):
    for dtype in (tf.float32, tf.float64):
        x = tf.cast(x, dtype)
        for options in ({}, {"precision": 2}, {"precision": 0}, {"scientific": True}, {"shortest": True},
                        {"shortest": True, "precision": 3}, {"scientific": True, "precision": 1},
                        {"width": 12, "fill": "0"}, {"width": 8}):
            case("strings.as_string", x, **options)
for x in (tf.constant([3, -4, 0]), tf.constant([2**62, -(2**63)], tf.int64), tf.constant([200], tf.uint8), tf.constant([True, False])):
    case("strings.as_string", x)
    case("strings.as_string", x, width=6)
    case("strings.as_string", x, width=6, fill="0")
NUMBERS = ["1", " 2.5 ", "1e3", "0x10", "inf", "-Infinity", "nan", "+3", "-.5", "7.", "1e-50", "1e400"]
case("strings.to_number", tf.constant(NUMBERS))
case("strings.to_number", tf.constant(NUMBERS), tf.float64)
for dtype in (tf.int32, tf.int64):
    case("strings.to_number", tf.constant(["1", "-20", "+3", "2147483647", " 5 ", "007"]), out_type=dtype)

written("string_calls")
