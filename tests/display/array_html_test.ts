import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { arrayHtml } from "../../lib/display/array_html.ts";
import { NdArray } from "../../lib/display/ndarray.ts";

const cells = (html: string) => [...html.matchAll(/<td>(.*?)<\/td>/g)].map((match) => match[1]);

Deno.test("arrayHtml() is a table with shape and dtype when given a vector or matrix", () => {
  const html = arrayHtml(NdArray.from([[1, 2.5], [3, 4]], "float32"))!;
  assertEquals(cells(html), ["1.", "2.5", "3.", "4."]);
  assertEquals(html.match(/<tr>/g)?.length, 2);
  assertStringIncludes(html, "<summary>table (2, 2) float32</summary>");
  assertEquals(cells(arrayHtml(NdArray.from([true, false]))!), ["True", "False"]);
});

Deno.test("arrayHtml() leaves the middle out when the array is long", () => {
  const html = arrayHtml(new NdArray(new Float32Array(20 * 256), [20, 256], "float32"))!;
  assertEquals(html.match(/<tr>/g)?.length, 7);
  assertEquals(cells(html).length, 49);
  assertEquals(cells(html).filter((cell) => cell === "&hellip;").length, 13);
});

Deno.test("arrayHtml() shows text literally when it looks like HTML", () => {
  const html = arrayHtml(NdArray.from(["<script>&'\""]))!;
  assert(!html.includes("<script>"));
  assertStringIncludes(html, "&lt;script&gt;&amp;");
});

Deno.test("arrayHtml() begins with the text, which a notebook would hide otherwise", () => {
  const html = arrayHtml(NdArray.from([1, 2]), "<tf.Tensor: ...>")!;
  assert(/^<pre style="[^"]*">&lt;tf\.Tensor: \.\.\.&gt;<\/pre><details /.test(html), html);
  const plain = arrayHtml(NdArray.from([1, 2]))!;
  assert(/^<pre style="[^"]*">array\(\[1\., 2\.\]\)<\/pre>/.test(plain), plain);
});

Deno.test("arrayHtml() is nothing for arrays that are no vector or matrix", () => {
  for (const array of [NdArray.from(1), NdArray.from([]), NdArray.from([[[1]]])]) {
    assertEquals(arrayHtml(array), undefined);
  }
});
