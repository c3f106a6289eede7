import { assertEquals, assertThrows } from "@std/assert";
import { Module } from "../../lib/functions/module.ts";
import { NameScope } from "../../lib/functions/name_scope.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { tensor } from "./support.ts";

const v = (name: string, trainable = true) => new Variable(1, { name, trainable });

class Net extends Module {
  b = v("b");
  a = { z: v("z"), y: [v("y", false)] };
  map = new Map<string, unknown>([["n", v("n")], ["m", v("m")]]);
  set = new Set([v("s")]);
  inner = new Module("inner");
  text = "text";
  nothing = null;
  constant = tensor([1, 2]);
  alias = this.b;
  get computed(): Variable {
    throw new Error("a getter ran");
  }
}

const names = (variables: readonly { name: string }[]) => variables.map(({ name }) => name);

Deno.test("Module() finds variables in its properties, in TensorFlow's order, each once", () => {
  const net = new Net();
  const w = v("w");
  Object.assign(net.inner, { w, self: net, deep: [{ x: v("x", false) }] });
  // TensorFlow 2.21 goes by the names of properties and keys, then into modules.
  assertEquals(names(net.variables), ["y:0", "z:0", "b:0", "m:0", "n:0", "s:0", "x:0", "w:0"]);
  assertEquals(names(net.nonTrainableVariables), ["y:0", "x:0"]);
  assertEquals(names(net.trainableVariables), ["z:0", "b:0", "m:0", "n:0", "s:0", "w:0"]);
});

Deno.test("Module() finds modules in it and in those, each once, and not itself", () => {
  const [a, b, c] = [new Net("a"), new Net("b"), new Module("c")];
  Object.assign(a, { list: [b, { c }], again: b, self: a });
  Object.assign(b, { c, up: a });
  assertEquals(names(a.submodules), ["b", "inner", "c", "inner"]);
});

Deno.test("Module() has a name, by default its class's as Python spells it", () => {
  class MyNetModule extends Module {}
  class HTTPServer2D extends Module {}
  assertEquals([new MyNetModule().name, new Module().name, new Module("x_1").name], [
    "my_net_module",
    "module",
    "x_1",
  ]);
  assertEquals([new HTTPServer2D().name, new MyNetModule({ name: "n" }).name], [
    "http_server2_d",
    "n",
  ]);
  assertThrows(
    () => new Module("a b"),
    RangeError,
    'tf.Module: expected name to be one that Python takes for a name, received name="a b"',
  );
  assertThrows(
    () => new Module(3 as never),
    TypeError,
    "tf.Module: expected name to be a text, received name=3",
  );
  assertThrows(() => new Module({ nam: "x" } as never), TypeError, "did you mean name?");
});

Deno.test("Module.withNameScope() puts the module's scope into names, that it was made in", () => {
  class Maker extends Module {
    make = Module.withNameScope(function (this: Maker) {
      return v("w").name;
    });
  }
  const outer = new Maker("outer");
  const [inside, within] = new NameScope("q").run(() => {
    const it = new Maker("x");
    return [it, outer.make()] as const;
  });
  assertEquals([outer.make(), inside.make(), within, v("w").name], [
    "outer/w:0",
    "q/x/w:0",
    "outer/w:0",
    "w:0",
  ]);
  assertEquals([outer.nameScope.name, inside.nameScope.name], ["outer/", "q/x/"]);
  assertThrows(() => Module.withNameScope(3 as never), TypeError, "expected a method, received 3");
});
