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
    return "type ElementArray, ";
},"3":function(container,depth0,helpers,partials,data) {
    return "type Vocabulary, ";
},"4":function(container,depth0,helpers,partials,data) {
    return "type Session, ";
},"5":function(container,depth0,helpers,partials,data) {
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
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Given once, shared by all requests. */\nexport interface Weights {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"weights"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":28,"column":0},"end":{"line":31,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Memories that are filled once and only read afterwards, shared by all requests. */\nexport interface StaticMemories {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"statics"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":38,"column":0},"end":{"line":41,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** What a request remembers from step to step. */\nexport interface Memories {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"memories"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":48,"column":0},"end":{"line":51,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Sizes of the method. They follow from the shapes given"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(10, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":56,"column":58},"end":{"line":56,"column":112}}})) != null ? stack1 : "")
    + ". */\nexport interface Sizes {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"sizes"),{"name":"each","hash":{},"fn":container.program(11, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":58,"column":0},"end":{"line":61,"column":9}}})) != null ? stack1 : "")
    + "}\n\n";
},"10":function(container,depth0,helpers,partials,data) {
    return " and from the number of tokens";
},"11":function(container,depth0,helpers,partials,data) {
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
},"12":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/**\n * Functions that the method calls. A list may be any typed array or array of up to its bound. What a function throws ends the\n * step with an `ExecutionError`, and the request is as before.\n */\nexport interface Externs {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"externs"),{"name":"each","hash":{},"fn":container.program(13, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":71,"column":0},"end":{"line":84,"column":9}}})) != null ? stack1 : "")
    + "}\ntype MaybeLater<T> = T | Promise<T>;\n\n";
},"13":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":72,"column":5},"end":{"line":72,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":72,"column":2},"end":{"line":72,"column":11}}}) : helper))) != null ? stack1 : "")
    + "\n  readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":73,"column":13},"end":{"line":73,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":73,"column":11},"end":{"line":73,"column":19}}}) : helper))) != null ? stack1 : "")
    + ": (args: {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"args"),{"name":"each","hash":{},"fn":container.program(14, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":74,"column":0},"end":{"line":77,"column":9}}})) != null ? stack1 : "")
    + "  }"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depths[1],"hasSizes"),{"name":"if","hash":{},"fn":container.program(15, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":78,"column":3},"end":{"line":78,"column":53}}})) != null ? stack1 : "")
    + ") => MaybeLater<{\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"results"),{"name":"each","hash":{},"fn":container.program(14, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":79,"column":0},"end":{"line":82,"column":9}}})) != null ? stack1 : "")
    + "  }>;\n";
},"14":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":75,"column":7},"end":{"line":75,"column":10}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":75,"column":4},"end":{"line":75,"column":13}}}) : helper))) != null ? stack1 : "")
    + "\n    readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":76,"column":15},"end":{"line":76,"column":19}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":76,"column":13},"end":{"line":76,"column":21}}}) : helper))) != null ? stack1 : "")
    + ": "
    + ((stack1 = (((helper = lookupProperty(helpers,"type") || alias1(depth0, "type", {"start":{"line":76,"column":26},"end":{"line":76,"column":30}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"type","hash":{},"data":data,"loc":{"start":{"line":76,"column":23},"end":{"line":76,"column":33}}}) : helper))) != null ? stack1 : "")
    + ";\n";
},"15":function(container,depth0,helpers,partials,data) {
    return ", sizes: Readonly<Sizes>";
},"16":function(container,depth0,helpers,partials,data) {
    return " | 'externs'";
},"17":function(container,depth0,helpers,partials,data) {
    return " | 'vocabulary'";
},"18":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** A `.safetensors` or `.npy` file, or a folder of them, with "
    + ((stack1 = (((helper = lookupProperty(helpers,"given") || container.strict(depth0, "given", {"start":{"line":93,"column":67},"end":{"line":93,"column":72}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"given","hash":{},"data":data,"loc":{"start":{"line":93,"column":65},"end":{"line":93,"column":74}}}) : helper))) != null ? stack1 : "")
    + ". */\n  readonly file?: string;\n";
},"19":function(container,depth0,helpers,partials,data) {
    return "  readonly weights?: Weights;\n";
},"20":function(container,depth0,helpers,partials,data) {
    return "  readonly memories?: StaticMemories;\n";
},"21":function(container,depth0,helpers,partials,data) {
    return "  readonly externs: Externs;\n";
},"22":function(container,depth0,helpers,partials,data) {
    return "  /** The words that templates are written in: `wordVocabulary(words)` of `mpc/runtime`, or a tokenizer. */\n  readonly vocabulary: Vocabulary;\n";
},"23":function(container,depth0,helpers,partials,data) {
    return "  /** Sizes that no shape tells. */\n  readonly sizes?: Partial<Sizes>;\n";
},"24":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** Tokens for which memory is set aside in advance; it grows beyond that, up to "
    + ((stack1 = (((helper = lookupProperty(helpers,"tokensBound") || alias1(depth0, "tokensBound", {"start":{"line":114,"column":85},"end":{"line":114,"column":96}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tokensBound","hash":{},"data":data,"loc":{"start":{"line":114,"column":83},"end":{"line":114,"column":98}}}) : helper))) != null ? stack1 : "")
    + ". */\n  readonly capacity?: { readonly "
    + ((stack1 = (((helper = lookupProperty(helpers,"tokens") || alias1(depth0, "tokens", {"start":{"line":115,"column":35},"end":{"line":115,"column":41}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tokens","hash":{},"data":data,"loc":{"start":{"line":115,"column":33},"end":{"line":115,"column":43}}}) : helper))) != null ? stack1 : "")
    + ": number };\n";
},"25":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** Element types of the tensors that are given once. */\nconst GIVEN: ReadonlyMap<string, DType> = new Map<string, DType>([\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"givenTypes"),{"name":"each","hash":{},"fn":container.program(26, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":122,"column":0},"end":{"line":124,"column":9}}})) != null ? stack1 : "")
    + "]);\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoth"),{"name":"if","hash":{},"fn":container.program(27, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":126,"column":0},"end":{"line":128,"column":7}}})) != null ? stack1 : "")
    + "\n";
},"26":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  ['"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":123,"column":6},"end":{"line":123,"column":10}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":123,"column":4},"end":{"line":123,"column":12}}}) : helper))) != null ? stack1 : "")
    + "', '"
    + ((stack1 = (((helper = lookupProperty(helpers,"dtype") || alias1(depth0, "dtype", {"start":{"line":123,"column":18},"end":{"line":123,"column":23}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"dtype","hash":{},"data":data,"loc":{"start":{"line":123,"column":16},"end":{"line":123,"column":25}}}) : helper))) != null ? stack1 : "")
    + "'],\n";
},"27":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "const WEIGHTS: ReadonlySet<string> = new Set(["
    + ((stack1 = (((helper = lookupProperty(helpers,"weightNames") || container.strict(depth0, "weightNames", {"start":{"line":127,"column":48},"end":{"line":127,"column":59}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"weightNames","hash":{},"data":data,"loc":{"start":{"line":127,"column":46},"end":{"line":127,"column":61}}}) : helper))) != null ? stack1 : "")
    + "]);\n";
},"28":function(container,depth0,helpers,partials,data) {
    var stack1;

  return " * "
    + ((stack1 = container.lambda(depth0, depth0)) != null ? stack1 : "")
    + "\n";
},"29":function(container,depth0,helpers,partials,data) {
    return "  #first: Request | undefined;\n";
},"30":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "; puts "
    + ((stack1 = (((helper = lookupProperty(helpers,"given") || container.strict(depth0, "given", {"start":{"line":154,"column":69},"end":{"line":154,"column":74}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"given","hash":{},"data":data,"loc":{"start":{"line":154,"column":67},"end":{"line":154,"column":76}}}) : helper))) != null ? stack1 : "")
    + " in place";
},"31":function(container,depth0,helpers,partials,data) {
    return " = {}";
},"32":function(container,depth0,helpers,partials,data) {
    return "file, ";
},"33":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    const read = file === undefined ? new Map<string, TensorData>() : await readTensors(file, (name) => GIVEN.get(name));\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoth"),{"name":"if","hash":{},"fn":container.program(34, data, 0),"inverse":container.program(35, data, 0),"data":data,"loc":{"start":{"line":162,"column":0},"end":{"line":167,"column":7}}})) != null ? stack1 : "")
    + "    return new "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || container.strict(depth0, "className", {"start":{"line":168,"column":17},"end":{"line":168,"column":26}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":168,"column":15},"end":{"line":168,"column":28}}}) : helper))) != null ? stack1 : "")
    + "(await loadProgram(folder, {\n      ...rest,\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(36, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":170,"column":0},"end":{"line":172,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(37, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":173,"column":0},"end":{"line":175,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(38, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":176,"column":0},"end":{"line":178,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(39, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":179,"column":0},"end":{"line":181,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(40, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":182,"column":0},"end":{"line":184,"column":7}}})) != null ? stack1 : "")
    + "    }));\n";
},"34":function(container,depth0,helpers,partials,data) {
    return "    const weights = Object.fromEntries([...read].filter(([name]) => WEIGHTS.has(name)));\n    const memories = Object.fromEntries([...read].filter(([name]) => !WEIGHTS.has(name)));\n";
},"35":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    const "
    + ((stack1 = (((helper = lookupProperty(helpers,"givenOption") || container.strict(depth0, "givenOption", {"start":{"line":166,"column":12},"end":{"line":166,"column":23}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"givenOption","hash":{},"data":data,"loc":{"start":{"line":166,"column":10},"end":{"line":166,"column":25}}}) : helper))) != null ? stack1 : "")
    + " = Object.fromEntries(read);\n";
},"36":function(container,depth0,helpers,partials,data) {
    return "      externs: { ...rest.externs },\n";
},"37":function(container,depth0,helpers,partials,data) {
    return "      weights: { ...weights, ...rest.weights },\n";
},"38":function(container,depth0,helpers,partials,data) {
    return "      memories: { ...memories, ...rest.memories },\n";
},"39":function(container,depth0,helpers,partials,data) {
    return "      sizes: { ...rest.sizes },\n";
},"40":function(container,depth0,helpers,partials,data) {
    return "      capacity: { ...rest.capacity },\n";
},"41":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    return new "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || container.strict(depth0, "className", {"start":{"line":187,"column":17},"end":{"line":187,"column":26}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":187,"column":15},"end":{"line":187,"column":28}}}) : helper))) != null ? stack1 : "")
    + "(await loadProgram(folder, {\n      ...rest,\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(36, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":189,"column":0},"end":{"line":191,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(39, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":192,"column":0},"end":{"line":194,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(40, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":195,"column":0},"end":{"line":197,"column":7}}})) != null ? stack1 : "")
    + "    }));\n";
},"42":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  /** A request with memories of its own. */\n  newRequest(): Request {\n    return new Request(this.program.createSession());\n  }\n\n  /** One step of this object's own request"
    + ((stack1 = (((helper = lookupProperty(helpers,"stepDoc") || container.strict(depth0, "stepDoc", {"start":{"line":208,"column":45},"end":{"line":208,"column":52}} ))),(typeof helper === "function" ? helper.call(alias1,{"name":"stepDoc","hash":{},"data":data,"loc":{"start":{"line":208,"column":43},"end":{"line":208,"column":54}}}) : helper))) != null ? stack1 : "")
    + ". */\n  step(inputs: Inputs): Promise<Outputs> {\n    return this.#own().step(inputs);\n  }\n\n  /** Many steps of this object's own request; the outputs of the last. */\n  prefill(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): Promise<Outputs> {\n    return this.#own().prefill(inputs);\n  }\n\n  /** One step of each request"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"batched"),{"name":"if","hash":{},"fn":container.program(43, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":218,"column":30},"end":{"line":218,"column":91}}})) != null ? stack1 : "")
    + ". If one fails, none of them has happened. */\n  async stepTogether(requests: readonly { readonly request: Request; readonly inputs: Inputs }[]): Promise<readonly Outputs[]> {\n    const outputs = await this.program.step(requests.map(({ request, inputs }) => ({ session: request.session, inputs: { ...inputs } })));\n    return outputs.map(typed);\n  }\n\n";
},"43":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ", "
    + ((stack1 = (((helper = lookupProperty(helpers,"batchMin") || alias1(depth0, "batchMin", {"start":{"line":218,"column":49},"end":{"line":218,"column":57}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"batchMin","hash":{},"data":data,"loc":{"start":{"line":218,"column":47},"end":{"line":218,"column":59}}}) : helper))) != null ? stack1 : "")
    + " to "
    + ((stack1 = (((helper = lookupProperty(helpers,"batchMax") || alias1(depth0, "batchMax", {"start":{"line":218,"column":65},"end":{"line":218,"column":73}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"batchMax","hash":{},"data":data,"loc":{"start":{"line":218,"column":63},"end":{"line":218,"column":75}}}) : helper))) != null ? stack1 : "")
    + " together";
},"44":function(container,depth0,helpers,partials,data) {
    return "  /** One step. Calls may overlap; they share no state. Throws `InputError` and `ExecutionError`. */\n  async step(inputs: Inputs): Promise<Outputs> {\n    const session = this.program.createSession();\n    try {\n      return typed(await session.step({ ...inputs }));\n    } finally {\n      await session.close();\n    }\n  }\n\n";
},"45":function(container,depth0,helpers,partials,data) {
    return "\n  #own(): Request {\n    return (this.#first ??= this.newRequest());\n  }\n";
},"46":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "/** One request of `"
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias1(depth0, "className", {"start":{"line":249,"column":22},"end":{"line":249,"column":31}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":249,"column":20},"end":{"line":249,"column":33}}}) : helper))) != null ? stack1 : "")
    + "`: its memories and its place in the text. */\nexport class Request {\n  /** The session underneath. */\n  readonly session: Session;\n\n  constructor(session: Session) {\n    this.session = session;\n  }\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(47, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":257,"column":0},"end":{"line":263,"column":7}}})) != null ? stack1 : "")
    + "\n  /**\n   * One step"
    + ((stack1 = (((helper = lookupProperty(helpers,"stepDoc") || alias1(depth0, "stepDoc", {"start":{"line":266,"column":15},"end":{"line":266,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"stepDoc","hash":{},"data":data,"loc":{"start":{"line":266,"column":13},"end":{"line":266,"column":24}}}) : helper))) != null ? stack1 : "")
    + ". Steps of a request run in the order of the calls. Throws `InputError` and `ExecutionError`; either way the\n   * request is as it was before.\n   */\n  async step(inputs: Inputs): Promise<Outputs> {\n    return typed(await this.session.step({ ...inputs }));\n  }\n\n  /** Many steps, one after the other; the outputs of the last. */\n  async prefill(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): Promise<Outputs> {\n    return typed(await this.session.prefill(plain(inputs)));\n  }\n\n  /** Starts over from memories as they are after `tokens` tokens; those not given are zero. */\n  preset(memories: Partial<Memories>, tokens: number): Promise<void> {\n    return this.session.preset({ ...memories }, tokens);\n  }\n\n  /** Frees the memories. */\n  close(): Promise<void> {\n    return this.session.close();\n  }\n}\n\nasync function* plain(inputs: Iterable<Inputs> | AsyncIterable<Inputs>): AsyncGenerator<Readonly<Record<string, TensorData>>> {\n  for await (const each of inputs) yield { ...each };\n}\n\n";
},"47":function(container,depth0,helpers,partials,data) {
    return "\n  /** Tokens that the memories hold. */\n  get tokens(): number {\n    return this.session.tokens;\n  }\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=depth0 != null ? depth0 : (container.nullContext || {}), alias2=container.strict, alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"header"),{"name":"each","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":1,"column":0},"end":{"line":3,"column":9}}})) != null ? stack1 : "")
    + "import { fileURLToPath } from 'node:url';\nimport {\n  loadProgram, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(1, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":15},"end":{"line":6,"column":63}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(2, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":63},"end":{"line":6,"column":107}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTemplates"),{"name":"if","hash":{},"fn":container.program(3, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":107},"end":{"line":6,"column":151}}})) != null ? stack1 : "")
    + "type LoadOptions, type Program, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(4, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":183},"end":{"line":6,"column":220}}})) != null ? stack1 : "")
    + "type Tensor, type TensorData,\n} from 'mpc/runtime';\n\n/** What each step takes. */\nexport interface Inputs {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"inputs"),{"name":"each","hash":{},"fn":container.program(5, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":11,"column":0},"end":{"line":14,"column":9}}})) != null ? stack1 : "")
    + "}\n\n/** What each step gives. */\nexport interface Outputs {\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"outputs"),{"name":"each","hash":{},"fn":container.program(5, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":19,"column":0},"end":{"line":22,"column":9}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(6, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":25,"column":0},"end":{"line":34,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(7, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":35,"column":0},"end":{"line":44,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasMemories"),{"name":"if","hash":{},"fn":container.program(8, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":45,"column":0},"end":{"line":54,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(9, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":55,"column":0},"end":{"line":64,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(12, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":65,"column":0},"end":{"line":88,"column":7}}})) != null ? stack1 : "")
    + "export interface Options extends Omit<LoadOptions, 'weights' | 'memories' | 'sizes' | 'capacity'"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(16, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":89,"column":96},"end":{"line":89,"column":133}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTemplates"),{"name":"if","hash":{},"fn":container.program(17, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":89,"column":133},"end":{"line":89,"column":175}}})) != null ? stack1 : "")
    + "> {\n  /** The build folder. Default: the folder that holds this package. */\n  readonly build?: string;\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(18, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":92,"column":0},"end":{"line":95,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasWeights"),{"name":"if","hash":{},"fn":container.program(19, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":96,"column":0},"end":{"line":98,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasStatics"),{"name":"if","hash":{},"fn":container.program(20, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":99,"column":0},"end":{"line":101,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(21, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":102,"column":0},"end":{"line":104,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTemplates"),{"name":"if","hash":{},"fn":container.program(22, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":105,"column":0},"end":{"line":108,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasSizes"),{"name":"if","hash":{},"fn":container.program(23, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":109,"column":0},"end":{"line":112,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasTokens"),{"name":"if","hash":{},"fn":container.program(24, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":113,"column":0},"end":{"line":116,"column":7}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(25, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":119,"column":0},"end":{"line":130,"column":7}}})) != null ? stack1 : "")
    + "/**\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"methodDoc"),{"name":"each","hash":{},"fn":container.program(28, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":132,"column":0},"end":{"line":134,"column":9}}})) != null ? stack1 : "")
    + " *\n * Steps of plan `default`, in order:\n *\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"steps"),{"name":"each","hash":{},"fn":container.program(28, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":138,"column":0},"end":{"line":140,"column":9}}})) != null ? stack1 : "")
    + " */\nexport class "
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias2(depth0, "className", {"start":{"line":142,"column":15},"end":{"line":142,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":142,"column":13},"end":{"line":142,"column":26}}}) : helper))) != null ? stack1 : "")
    + " {\n  /** The program underneath: statistics, traces, tensors of the method. */\n  readonly program: Program;\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(29, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":145,"column":0},"end":{"line":147,"column":7}}})) != null ? stack1 : "")
    + "\n  private constructor(program: Program) {\n    this.program = program;\n  }\n\n  /**\n   * Finds the devices and loads the kernels"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(30, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":154,"column":44},"end":{"line":154,"column":92}}})) != null ? stack1 : "")
    + ".\n   * Throws `InputError` and `ExecutionError` of `mpc/runtime`; both carry a coded diagnostic.\n   */\n  static async create(options: Options"
    + ((stack1 = lookupProperty(helpers,"unless").call(alias1,lookupProperty(depth0,"needsOptions"),{"name":"unless","hash":{},"fn":container.program(31, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":157,"column":38},"end":{"line":157,"column":78}}})) != null ? stack1 : "")
    + "): Promise<"
    + ((stack1 = (((helper = lookupProperty(helpers,"className") || alias2(depth0, "className", {"start":{"line":157,"column":91},"end":{"line":157,"column":100}} ))),(typeof helper === alias3 ? helper.call(alias1,{"name":"className","hash":{},"data":data,"loc":{"start":{"line":157,"column":89},"end":{"line":157,"column":102}}}) : helper))) != null ? stack1 : "")
    + "> {\n    const { build, "
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(32, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":158,"column":19},"end":{"line":158,"column":48}}})) != null ? stack1 : "")
    + "...rest } = options;\n    const folder = build ?? fileURLToPath(new URL('..', import.meta.url));\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasGiven"),{"name":"if","hash":{},"fn":container.program(33, data, 0, blockParams, depths),"inverse":container.program(41, data, 0, blockParams, depths),"data":data,"loc":{"start":{"line":160,"column":0},"end":{"line":199,"column":7}}})) != null ? stack1 : "")
    + "  }\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(42, data, 0, blockParams, depths),"inverse":container.program(44, data, 0, blockParams, depths),"data":data,"loc":{"start":{"line":202,"column":0},"end":{"line":235,"column":7}}})) != null ? stack1 : "")
    + "  /** Waits for the steps under way and frees the devices. */\n  close(): Promise<void> {\n    return this.program.close();\n  }\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(45, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":240,"column":0},"end":{"line":245,"column":7}}})) != null ? stack1 : "")
    + "}\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"stateful"),{"name":"if","hash":{},"fn":container.program(46, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":248,"column":0},"end":{"line":293,"column":7}}})) != null ? stack1 : "")
    + "/** The runtime makes outputs in the declared types and shapes. */\nfunction typed(outputs: Readonly<Record<string, TensorData>>): Outputs {\n  return outputs as unknown as Outputs;\n}\n";
},"useData":true,"useDepths":true});
SPECS['readme'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Functions that the method calls; the types `Externs` in `index.ts` say what they take and give:\n\n| function | takes | gives |\n| --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"externs"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":20,"column":0},"end":{"line":22,"column":9}}})) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":21,"column":4},"end":{"line":21,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":21,"column":2},"end":{"line":21,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"args") || alias1(depth0, "args", {"start":{"line":21,"column":15},"end":{"line":21,"column":19}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"args","hash":{},"data":data,"loc":{"start":{"line":21,"column":13},"end":{"line":21,"column":21}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"results") || alias1(depth0, "results", {"start":{"line":21,"column":26},"end":{"line":21,"column":33}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"results","hash":{},"data":data,"loc":{"start":{"line":21,"column":24},"end":{"line":21,"column":35}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"2":function(container,depth0,helpers,partials,data) {
    return "Templates are filled in by the runtime, in the words of `vocabulary`: `wordVocabulary(words)` of `mpc/runtime`, or a tokenizer.\n\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":36,"column":4},"end":{"line":36,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":36,"column":2},"end":{"line":36,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"stage") || alias1(depth0, "stage", {"start":{"line":36,"column":15},"end":{"line":36,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"stage","hash":{},"data":data,"loc":{"start":{"line":36,"column":13},"end":{"line":36,"column":22}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"line") || alias1(depth0, "line", {"start":{"line":36,"column":27},"end":{"line":36,"column":31}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"line","hash":{},"data":data,"loc":{"start":{"line":36,"column":25},"end":{"line":36,"column":33}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"device") || alias1(depth0, "device", {"start":{"line":36,"column":38},"end":{"line":36,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"device","hash":{},"data":data,"loc":{"start":{"line":36,"column":36},"end":{"line":36,"column":46}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"reads") || alias1(depth0, "reads", {"start":{"line":36,"column":51},"end":{"line":36,"column":56}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"reads","hash":{},"data":data,"loc":{"start":{"line":36,"column":49},"end":{"line":36,"column":58}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"writes") || alias1(depth0, "writes", {"start":{"line":36,"column":63},"end":{"line":36,"column":69}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"writes","hash":{},"data":data,"loc":{"start":{"line":36,"column":61},"end":{"line":36,"column":71}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"when") || alias1(depth0, "when", {"start":{"line":36,"column":76},"end":{"line":36,"column":80}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"when","hash":{},"data":data,"loc":{"start":{"line":36,"column":74},"end":{"line":36,"column":82}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Devices of plan `default`; any other plan may name them too, as `create({ place: { step: 'id' } })` does:\n\n| id | opened as | placed for | steps |\n| --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"devices"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":47,"column":0},"end":{"line":49,"column":9}}})) != null ? stack1 : "")
    + "\nWhere a number is not that of this machine's device, `create({ devices: { id: … } })` takes another number, or a PCI address.\n\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"id") || alias1(depth0, "id", {"start":{"line":48,"column":4},"end":{"line":48,"column":6}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"id","hash":{},"data":data,"loc":{"start":{"line":48,"column":2},"end":{"line":48,"column":8}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"what") || alias1(depth0, "what", {"start":{"line":48,"column":13},"end":{"line":48,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"what","hash":{},"data":data,"loc":{"start":{"line":48,"column":11},"end":{"line":48,"column":19}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":48,"column":24},"end":{"line":48,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":48,"column":22},"end":{"line":48,"column":30}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"steps") || alias1(depth0, "steps", {"start":{"line":48,"column":35},"end":{"line":48,"column":40}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"steps","hash":{},"data":data,"loc":{"start":{"line":48,"column":33},"end":{"line":48,"column":42}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":59,"column":4},"end":{"line":59,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":59,"column":2},"end":{"line":59,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"role") || alias1(depth0, "role", {"start":{"line":59,"column":15},"end":{"line":59,"column":19}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"role","hash":{},"data":data,"loc":{"start":{"line":59,"column":13},"end":{"line":59,"column":21}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"dtype") || alias1(depth0, "dtype", {"start":{"line":59,"column":26},"end":{"line":59,"column":31}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"dtype","hash":{},"data":data,"loc":{"start":{"line":59,"column":24},"end":{"line":59,"column":33}}}) : helper))) != null ? stack1 : "")
    + " | ["
    + ((stack1 = (((helper = lookupProperty(helpers,"shape") || alias1(depth0, "shape", {"start":{"line":59,"column":39},"end":{"line":59,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"shape","hash":{},"data":data,"loc":{"start":{"line":59,"column":37},"end":{"line":59,"column":46}}}) : helper))) != null ? stack1 : "")
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
    + ".close();\n```\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"hasExterns"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":15,"column":0},"end":{"line":24,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"hasTemplates"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":25,"column":0},"end":{"line":28,"column":7}}})) != null ? stack1 : "")
    + "`npm install` and `npm run build` in this folder turn `index.ts` into `index.js` and `index.d.ts`.\n\n## Steps\n\n| step | stage | line | device | reads | writes | when |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"steps"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":35,"column":0},"end":{"line":37,"column":9}}})) != null ? stack1 : "")
    + "\nPlans: "
    + ((stack1 = (((helper = lookupProperty(helpers,"plans") || alias1(depth0, "plans", {"start":{"line":39,"column":9},"end":{"line":39,"column":14}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"plans","hash":{},"data":data,"loc":{"start":{"line":39,"column":7},"end":{"line":39,"column":16}}}) : helper))) != null ? stack1 : "")
    + ". `create({ plan: 'auto' })`, the default, takes `default` if its devices are there, else the first GPU alone,\nelse the CPU, and says why in `program.notices`.\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(lookupProperty(depth0,"devices"),"length"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":42,"column":0},"end":{"line":53,"column":7}}})) != null ? stack1 : "")
    + "## Tensors\n\n| name | role | type | shape |\n| --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"tensors"),{"name":"each","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":58,"column":0},"end":{"line":60,"column":9}}})) != null ? stack1 : "");
},"useData":true});

/** Renders a template of this folder with a view model. */
export const TEMPLATES: Readonly<Record<'index' | 'readme', (view: object) => string>> = {
  'index': (view) => SPECS['index'](view, { partials: SPECS }),
  'readme': (view) => SPECS['readme'](view, { partials: SPECS }),
};
