// Written by scripts/embed.mjs from the .hbs files of this folder. Do not edit.
// @ts-nocheck: precompiled templates are untyped.
/* eslint-disable */
import HB from 'handlebars/runtime.js';

const SPECS = {};
SPECS['index'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1;

  return ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    return "readTensors, type DType, ";
},"2":function(container,depth0,helpers,partials,data) {
    return "type Session, ";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":12,"column":5},"end":{"line":12,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":12,"column":2},"end":{"line":12,"column":11}}}) : helper))) != null ? stack1 : "")
    + "\n  readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":13,"column":13},"end":{"line":13,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":13,"column":11},"end":{"line":13,"column":19}}}) : helper))) != null ? stack1 : "")
    + ": "
    + ((stack1 = (((helper = lookupProperty(helpers,"type") || alias1(depth0, "type", {"start":{"line":13,"column":23},"end":{"line":13,"column":27}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"type","hash":{},"data":data,"loc":{"start":{"line":13,"column":21},"end":{"line":13,"column":29}}}) : helper))) != null ? stack1 : "")
    + ";\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Given once, shared by all requests. */\nexport interface Weights {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"weights"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":28,"column":0},"end":{"line":31,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Memories that are filled once and only read afterwards, shared by all requests. */\nexport interface StaticMemories {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"statics"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":38,"column":0},"end":{"line":41,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** What a request remembers from step to step. */\nexport interface Memories {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"memories"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":48,"column":0},"end":{"line":51,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Sizes of the method. They follow from the shapes given"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(8, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":56,"column":58},"end":{"line":56,"column":112}}})) != null ? stack1 : "")
    + ". */\nexport interface Sizes {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"sizes"),{"name":"each","hash":{},"fn":container.program(9, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":58,"column":0},"end":{"line":61,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"8":function(container,depth0,helpers,partials,data) {
    return " and from the number of tokens";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":59,"column":5},"end":{"line":59,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":59,"column":2},"end":{"line":59,"column":11}}}) : helper))) != null ? stack1 : "")
    + "\n  readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":60,"column":13},"end":{"line":60,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":60,"column":11},"end":{"line":60,"column":19}}}) : helper))) != null ? stack1 : "")
    + ": number;\n";
},"10":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** A `.safetensors` or `.npy` file, or a folder of them, with "
    + ((stack1 = (((helper = lookupProperty(helpers,"given") || container.strict(depth0, "given", {"start":{"line":69,"column":67},"end":{"line":69,"column":72}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"given","hash":{},"data":data,"loc":{"start":{"line":69,"column":65},"end":{"line":69,"column":74}}}) : helper))) != null ? stack1 : "")
    + ". */\n  readonly file?: string;\n";
},"11":function(container,depth0,helpers,partials,data) {
    return "  readonly weights?: Weights;\n";
},"12":function(container,depth0,helpers,partials,data) {
    return "  readonly memories?: StaticMemories;\n";
},"13":function(container,depth0,helpers,partials,data) {
    return "  /** Sizes that no shape tells. */\n  readonly sizes?: Partial<Sizes>;\n";
},"14":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** Tokens for which memory is set aside in advance; it grows beyond that, up to "
    + ((stack1 = (((helper = lookupProperty(helpers,"tokensBound") || alias1(depth0, "tokensBound", {"start":{"line":83,"column":85},"end":{"line":83,"column":96}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tokensBound","hash":{},"data":data,"loc":{"start":{"line":83,"column":83},"end":{"line":83,"column":98}}}) : helper))) != null ? stack1 : "")
    + ". */\n  readonly capacity?: { readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"tokens") || alias1(depth0, "tokens", {"start":{"line":84,"column":35},"end":{"line":84,"column":41}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tokens","hash":{},"data":data,"loc":{"start":{"line":84,"column":33},"end":{"line":84,"column":43}}}) : helper))) != null ? stack1 : "")
    + ": number };\n";
},"15":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Element types of the tensors that are given once. */\nconst GIVEN: ReadonlyMap<string, DType> = new Map<string, DType>([\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"givenTypes"),{"name":"each","hash":{},"fn":container.program(16, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":91,"column":0},"end":{"line":93,"column":9}}})) != null ? stack1 : "")
    + "]);\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoth"),{"name":"if","hash":{},"fn":container.program(17, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":95,"column":0},"end":{"line":97,"column":7}}})) != null ? stack1 : "")
    + "\n";
},"16":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  ['"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":92,"column":6},"end":{"line":92,"column":10}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":92,"column":4},"end":{"line":92,"column":12}}}) : helper))) != null ? stack1 : "")
    + "', '"
    + ((stack1 = (((helper = lookupProperty(helpers,"dtype") || alias1(depth0, "dtype", {"start":{"line":92,"column":18},"end":{"line":92,"column":23}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"dtype","hash":{},"data":data,"loc":{"start":{"line":92,"column":16},"end":{"line":92,"column":25}}}) : helper))) != null ? stack1 : "")
    + "'],\n";
},"17":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "const WEIGHTS: ReadonlySet<string> = new Set(["
    + ((stack1 = (((helper = lookupProperty(helpers,"weightNames") || container.strict(depth0, "weightNames", {"start":{"line":96,"column":48},"end":{"line":96,"column":59}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"weightNames","hash":{},"data":data,"loc":{"start":{"line":96,"column":46},"end":{"line":96,"column":61}}}) : helper))) != null ? stack1 : "")
    + "]);\n";
},"18":function(container,depth0,helpers,partials,data) {
    var stack1;

  return " * "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"19":function(container,depth0,helpers,partials,data) {
    return "  #first: Request | undefined;\n";
},"20":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "; puts "
    + ((stack1 = (((helper = lookupProperty(helpers,"given") || container.strict(depth0, "given", {"start":{"line":123,"column":69},"end":{"line":123,"column":74}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"given","hash":{},"data":data,"loc":{"start":{"line":123,"column":67},"end":{"line":123,"column":76}}}) : helper))) != null ? stack1 : "")
    + " in place";
},"21":function(container,depth0,helpers,partials,data) {
    return "file, ";
},"22":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    const read = file === undefined ? new Map<string, TensorData>() : await readTensors(file, (name) => GIVEN.get(name));\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoth"),{"name":"if","hash":{},"fn":container.program(23, data, 0),"inverse":container.program(24, data, 0),"data":data,"loc":{"start":{"line":131,"column":0},"end":{"line":136,"column":7}}})) != null ? stack1 : "")
    + "    return new "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || container.strict(depth0, "className", {"start":{"line":137,"column":17},"end":{"line":137,"column":26}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":137,"column":15},"end":{"line":137,"column":28}}}) : helper))) != null ? stack1 : "")
    + "(await loadProgram(folder, {\n      ...rest,\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(25, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":139,"column":0},"end":{"line":141,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(26, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":142,"column":0},"end":{"line":144,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(27, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":145,"column":0},"end":{"line":147,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(28, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":148,"column":0},"end":{"line":150,"column":7}}})) != null ? stack1 : "")
    + "    }));\n";
},"23":function(container,depth0,helpers,partials,data) {
    return "    const weights = Object.fromEntries([...read].filter(([name]) => WEIGHTS.has(name)));\n    const memories = Object.fromEntries([...read].filter(([name]) => !WEIGHTS.has(name)));\n";
},"24":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    const "
    + ((stack1 = (((helper = lookupProperty(helpers,"givenOption") || container.strict(depth0, "givenOption", {"start":{"line":135,"column":12},"end":{"line":135,"column":23}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"givenOption","hash":{},"data":data,"loc":{"start":{"line":135,"column":10},"end":{"line":135,"column":25}}}) : helper))) != null ? stack1 : "")
    + " = Object.fromEntries(read);\n";
},"25":function(container,depth0,helpers,partials,data) {
    return "      weights: { ...weights, ...rest.weights },\n";
},"26":function(container,depth0,helpers,partials,data) {
    return "      memories: { ...memories, ...rest.memories },\n";
},"27":function(container,depth0,helpers,partials,data) {
    return "      sizes: { ...rest.sizes },\n";
},"28":function(container,depth0,helpers,partials,data) {
    return "      capacity: { ...rest.capacity },\n";
},"29":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    return new "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || container.strict(depth0, "className", {"start":{"line":153,"column":17},"end":{"line":153,"column":26}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":153,"column":15},"end":{"line":153,"column":28}}}) : helper))) != null ? stack1 : "")
    + "(await loadProgram(folder, {\n      ...rest,\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(27, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":155,"column":0},"end":{"line":157,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(28, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":158,"column":0},"end":{"line":160,"column":7}}})) != null ? stack1 : "")
    + "    }));\n";
},"30":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** A request with memories of its own. */\n  newRequest(): Request {\n    return new Request(this.program.createSession());\n  }\n\n  /** One step of this object's own request. */\n  step(inputs: Inputs): Promise<Outputs> {\n    return this.#own().step(inputs);\n  }\n\n  /** Many steps of this object's own request; the outputs of the last. */\n  prefill(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): Promise<Outputs> {\n    return this.#own().prefill(inputs);\n  }\n\n  /** One step of each request"
    + ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"batched"),{"name":"if","hash":{},"fn":container.program(31, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":181,"column":30},"end":{"line":181,"column":91}}})) != null ? stack1 : "")
    + ". If one fails, none of them has happened. */\n  async stepTogether(requests: readonly { readonly request: Request; readonly inputs: Inputs }[]): Promise<readonly Outputs[]> {\n    const outputs = await this.program.step(requests.map(({ request, inputs }) => ({ session: request.session, inputs: { ...inputs } })));\n    return outputs.map(typed);\n  }\n\n";
},"31":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ", "
    + ((stack1 = (((helper = lookupProperty(helpers,"batchMin") || alias1(depth0, "batchMin", {"start":{"line":181,"column":49},"end":{"line":181,"column":57}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"batchMin","hash":{},"data":data,"loc":{"start":{"line":181,"column":47},"end":{"line":181,"column":59}}}) : helper))) != null ? stack1 : "")
    + " to "
    + ((stack1 = (((helper = lookupProperty(helpers,"batchMax") || alias1(depth0, "batchMax", {"start":{"line":181,"column":65},"end":{"line":181,"column":73}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"batchMax","hash":{},"data":data,"loc":{"start":{"line":181,"column":63},"end":{"line":181,"column":75}}}) : helper))) != null ? stack1 : "")
    + " together";
},"32":function(container,depth0,helpers,partials,data) {
    return "  /** One step. Calls may overlap; they share no state. Throws `InputError` and `ExecutionError`. */\n  async step(inputs: Inputs): Promise<Outputs> {\n    const session = this.program.createSession();\n    try {\n      return typed(await session.step({ ...inputs }));\n    } finally {\n      await session.close();\n    }\n  }\n\n";
},"33":function(container,depth0,helpers,partials,data) {
    return "\n  #own(): Request {\n    return (this.#first ??= this.newRequest());\n  }\n";
},"34":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** One request of `"
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || container.strict(depth0, "className", {"start":{"line":212,"column":22},"end":{"line":212,"column":31}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":212,"column":20},"end":{"line":212,"column":33}}}) : helper))) != null ? stack1 : "")
    + "`: its memories and its place in the text. */\nexport class Request {\n  /** The session underneath. */\n  readonly session: Session;\n\n  constructor(session: Session) {\n    this.session = session;\n  }\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(35, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":220,"column":0},"end":{"line":226,"column":7}}})) != null ? stack1 : "")
    + "\n  /**\n   * One step. Steps of a request run in the order of the calls. Throws `InputError` and `ExecutionError`; either way the\n   * request is as it was before.\n   */\n  async step(inputs: Inputs): Promise<Outputs> {\n    return typed(await this.session.step({ ...inputs }));\n  }\n\n  /** Many steps, one after the other; the outputs of the last. */\n  async prefill(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): Promise<Outputs> {\n    return typed(await this.session.prefill(plain(inputs)));\n  }\n\n  /** Starts over from memories as they are after `tokens` tokens; those not given are zero. */\n  preset(memories: Partial<Memories>, tokens: number): Promise<void> {\n    return this.session.preset({ ...memories }, tokens);\n  }\n\n  /** Frees the memories. */\n  close(): Promise<void> {\n    return this.session.close();\n  }\n}\n\nasync function* plain(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): AsyncGenerator<Readonly<Record<string, TensorData>>> {\n  for await (const each of inputs) yield { ...each };\n}\n\n";
},"35":function(container,depth0,helpers,partials,data) {
    return "\n  /** Tokens that the memories hold. */\n  get tokens(): number {\n    return this.session.tokens;\n  }\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"header"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":1,"column":0},"end":{"line":3,"column":9}}})) != null ? stack1 : "")
    + "import { fileURLToPath } from 'node:url';\nimport {\n  loadProgram, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":15},"end":{"line":6,"column":63}}})) != null ? stack1 : "")
    + "type LoadOptions, type Program, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":95},"end":{"line":6,"column":132}}})) != null ? stack1 : "")
    + "type Tensor, type TensorData,\n} from 'mpc/runtime';\n\n/** What each step takes. */\nexport interface Inputs {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"inputs"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":11,"column":0},"end":{"line":14,"column":9}}})) != null ? stack1 : "")
    + "}\n\n/** What each step gives. */\nexport interface Outputs {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"outputs"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":19,"column":0},"end":{"line":22,"column":9}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":25,"column":0},"end":{"line":34,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":35,"column":0},"end":{"line":44,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasMemories"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":45,"column":0},"end":{"line":54,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":55,"column":0},"end":{"line":64,"column":7}}})) != null ? stack1 : "")
    + "export interface Options extends Omit<LoadOptions, 'weights' | 'memories' | 'sizes' | 'capacity'> {\n  /** The build folder. Default: the folder that holds this package. */\n  readonly build?: string;\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(10, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":68,"column":0},"end":{"line":71,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(11, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":72,"column":0},"end":{"line":74,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":75,"column":0},"end":{"line":77,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(13, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":78,"column":0},"end":{"line":81,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(14, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":82,"column":0},"end":{"line":85,"column":7}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(15, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":88,"column":0},"end":{"line":99,"column":7}}})) != null ? stack1 : "")
    + "/**\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"methodDoc"),{"name":"each","hash":{},"fn":container.program(18, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":101,"column":0},"end":{"line":103,"column":9}}})) != null ? stack1 : "")
    + " *\n * Steps of plan `default`, in order:\n *\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"steps"),{"name":"each","hash":{},"fn":container.program(18, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":107,"column":0},"end":{"line":109,"column":9}}})) != null ? stack1 : "")
    + " */\nexport class "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias2(depth0, "className", {"start":{"line":111,"column":15},"end":{"line":111,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":111,"column":13},"end":{"line":111,"column":26}}}) : helper))) != null ? stack1 : "")
    + " {\n  /** The program underneath: statistics, traces, tensors of the method. */\n  readonly program: Program;\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(19, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":114,"column":0},"end":{"line":116,"column":7}}})) != null ? stack1 : "")
    + "\n  private constructor(program: Program) {\n    this.program = program;\n  }\n\n  /**\n   * Finds the devices and loads the kernels"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(20, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":123,"column":44},"end":{"line":123,"column":92}}})) != null ? stack1 : "")
    + ".\n   * Throws `InputError` and `ExecutionError` of `mpc/runtime`; both carry a coded diagnostic.\n   */\n  static async create(options: Options = {}): Promise<"
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias2(depth0, "className", {"start":{"line":126,"column":56},"end":{"line":126,"column":65}} ))),(typeof helper === alias3 ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":126,"column":54},"end":{"line":126,"column":67}}}) : helper))) != null ? stack1 : "")
    + "> {\n    const { build, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(21, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":127,"column":19},"end":{"line":127,"column":48}}})) != null ? stack1 : "")
    + "...rest } = options;\n    const folder = build ?? fileURLToPath(new URL('..', import.meta.url));\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(22, data, 0),"inverse":container.program(29, data, 0),"data":data,"loc":{"start":{"line":129,"column":0},"end":{"line":162,"column":7}}})) != null ? stack1 : "")
    + "  }\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(30, data, 0),"inverse":container.program(32, data, 0),"data":data,"loc":{"start":{"line":165,"column":0},"end":{"line":198,"column":7}}})) != null ? stack1 : "")
    + "  /** Waits for the steps under way and frees the devices. */\n  close(): Promise<void> {\n    return this.program.close();\n  }\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(33, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":203,"column":0},"end":{"line":208,"column":7}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(34, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":211,"column":0},"end":{"line":256,"column":7}}})) != null ? stack1 : "")
    + "/** The runtime makes outputs in the declared types and shapes. */\nfunction typed(outputs: Readonly<Record<string, TensorData>>): Outputs {\n  return outputs as unknown as Outputs;\n}\n";
},"useData":true});
SPECS['readme'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":22,"column":4},"end":{"line":22,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":22,"column":2},"end":{"line":22,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"stage") || alias1(depth0, "stage", {"start":{"line":22,"column":15},"end":{"line":22,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"stage","hash":{},"data":data,"loc":{"start":{"line":22,"column":13},"end":{"line":22,"column":22}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"line") || alias1(depth0, "line", {"start":{"line":22,"column":27},"end":{"line":22,"column":31}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"line","hash":{},"data":data,"loc":{"start":{"line":22,"column":25},"end":{"line":22,"column":33}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"device") || alias1(depth0, "device", {"start":{"line":22,"column":38},"end":{"line":22,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"device","hash":{},"data":data,"loc":{"start":{"line":22,"column":36},"end":{"line":22,"column":46}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"reads") || alias1(depth0, "reads", {"start":{"line":22,"column":51},"end":{"line":22,"column":56}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"reads","hash":{},"data":data,"loc":{"start":{"line":22,"column":49},"end":{"line":22,"column":58}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"writes") || alias1(depth0, "writes", {"start":{"line":22,"column":63},"end":{"line":22,"column":69}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"writes","hash":{},"data":data,"loc":{"start":{"line":22,"column":61},"end":{"line":22,"column":71}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"when") || alias1(depth0, "when", {"start":{"line":22,"column":76},"end":{"line":22,"column":80}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"when","hash":{},"data":data,"loc":{"start":{"line":22,"column":74},"end":{"line":22,"column":82}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":33,"column":4},"end":{"line":33,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":33,"column":2},"end":{"line":33,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"role") || alias1(depth0, "role", {"start":{"line":33,"column":15},"end":{"line":33,"column":19}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"role","hash":{},"data":data,"loc":{"start":{"line":33,"column":13},"end":{"line":33,"column":21}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"dtype") || alias1(depth0, "dtype", {"start":{"line":33,"column":26},"end":{"line":33,"column":31}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"dtype","hash":{},"data":data,"loc":{"start":{"line":33,"column":24},"end":{"line":33,"column":33}}}) : helper))) != null ? stack1 : "")
    + " | ["
    + ((stack1 = (((helper = lookupProperty(helpers,"shape") || alias1(depth0, "shape", {"start":{"line":33,"column":39},"end":{"line":33,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"shape","hash":{},"data":data,"loc":{"start":{"line":33,"column":37},"end":{"line":33,"column":46}}}) : helper))) != null ? stack1 : "")
    + "] |\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias1(depth0, "className", {"start":{"line":1,"column":4},"end":{"line":1,"column":13}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":1,"column":2},"end":{"line":1,"column":15}}}) : helper))) != null ? stack1 : "")
    + "\n\n"
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":3,"column":2},"end":{"line":3,"column":5}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":3,"column":0},"end":{"line":3,"column":7}}}) : helper))) != null ? stack1 : "")
    + "\n\nGenerated by mpc "
    + ((stack1 = (((helper = lookupProperty(helpers,"compiler") || alias1(depth0, "compiler", {"start":{"line":5,"column":19},"end":{"line":5,"column":27}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"compiler","hash":{},"data":data,"loc":{"start":{"line":5,"column":17},"end":{"line":5,"column":29}}}) : helper))) != null ? stack1 : "")
    + " from `"
    + ((stack1 = (((helper = lookupProperty(helpers,"source") || alias1(depth0, "source", {"start":{"line":5,"column":38},"end":{"line":5,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"source","hash":{},"data":data,"loc":{"start":{"line":5,"column":36},"end":{"line":5,"column":46}}}) : helper))) != null ? stack1 : "")
    + "`. Do not edit: compile the method again.\n\n```ts\nimport { "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias1(depth0, "className", {"start":{"line":8,"column":11},"end":{"line":8,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":8,"column":9},"end":{"line":8,"column":22}}}) : helper))) != null ? stack1 : "")
    + " } from './index.js';\n\nconst "
    + ((stack1 = (((helper = lookupProperty(helpers,"variable") || alias1(depth0, "variable", {"start":{"line":10,"column":8},"end":{"line":10,"column":16}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"variable","hash":{},"data":data,"loc":{"start":{"line":10,"column":6},"end":{"line":10,"column":18}}}) : helper))) != null ? stack1 : "")
    + " = await "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias1(depth0, "className", {"start":{"line":10,"column":29},"end":{"line":10,"column":38}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":10,"column":27},"end":{"line":10,"column":40}}}) : helper))) != null ? stack1 : "")
    + ".create("
    + ((stack1 = (((helper = lookupProperty(helpers,"example") || alias1(depth0, "example", {"start":{"line":10,"column":50},"end":{"line":10,"column":57}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"example","hash":{},"data":data,"loc":{"start":{"line":10,"column":48},"end":{"line":10,"column":59}}}) : helper))) != null ? stack1 : "")
    + ");\nconst outputs = await "
    + ((stack1 = (((helper = lookupProperty(helpers,"variable") || alias1(depth0, "variable", {"start":{"line":11,"column":24},"end":{"line":11,"column":32}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"variable","hash":{},"data":data,"loc":{"start":{"line":11,"column":22},"end":{"line":11,"column":34}}}) : helper))) != null ? stack1 : "")
    + ".step({ "
    + ((stack1 = (((helper = lookupProperty(helpers,"inputNames") || alias1(depth0, "inputNames", {"start":{"line":11,"column":44},"end":{"line":11,"column":54}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"inputNames","hash":{},"data":data,"loc":{"start":{"line":11,"column":42},"end":{"line":11,"column":56}}}) : helper))) != null ? stack1 : "")
    + " });\nawait "
    + ((stack1 = (((helper = lookupProperty(helpers,"variable") || alias1(depth0, "variable", {"start":{"line":12,"column":8},"end":{"line":12,"column":16}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"variable","hash":{},"data":data,"loc":{"start":{"line":12,"column":6},"end":{"line":12,"column":18}}}) : helper))) != null ? stack1 : "")
    + ".close();\n```\n\n`npm install` and `npm run build` in this folder turn `index.ts` into `index.js` and `index.d.ts`.\n\n## Steps\n\n| step | stage | line | device | reads | writes | when |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"steps"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":21,"column":0},"end":{"line":23,"column":9}}})) != null ? stack1 : "")
    + "\nPlans: "
    + ((stack1 = (((helper = lookupProperty(helpers,"plans") || alias1(depth0, "plans", {"start":{"line":25,"column":9},"end":{"line":25,"column":14}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"plans","hash":{},"data":data,"loc":{"start":{"line":25,"column":7},"end":{"line":25,"column":16}}}) : helper))) != null ? stack1 : "")
    + ". `create({ plan: 'auto' })`, the default, takes `default` if its devices are there, else the GPU alone, else\nthe CPU, and says why in `program.notices`.\n\n## Tensors\n\n| name | role | type | shape |\n| --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"tensors"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":32,"column":0},"end":{"line":34,"column":9}}})) != null ? stack1 : "");
},"useData":true});

/** Renders a template of this folder with a view model. */
export const TEMPLATES: Readonly<Record<'index' | 'readme', (view: object) => string>> = {
  'index': (view) => SPECS['index'](view, { partials: SPECS }),
  'readme': (view) => SPECS['readme'](view, { partials: SPECS }),
};
