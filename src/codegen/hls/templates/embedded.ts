// Written by scripts/embed.mjs from the .hbs files of this folder. Do not edit.
// @ts-nocheck: precompiled templates are untyped.
/* eslint-disable */
import HB from 'handlebars/runtime.js';

const SPECS = {};
SPECS['Makefile'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return " and the platform below";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "PLATFORM ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"platform") || container.strict(depth0, "platform", {"start":{"line":4,"column":14},"end":{"line":4,"column":22}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"platform","hash":{},"data":data,"loc":{"start":{"line":4,"column":12},"end":{"line":4,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    return " xo xclbin hw_emu";
},"3":function(container,depth0,helpers,partials,data) {
    return "xo: build/$(KERNEL).xo\nbuild/$(KERNEL).xo: $(SOURCE) src/mpc_hls.h\n\tmkdir -p build\n\tv++ -c -t hw --platform $(PLATFORM) -k $(KERNEL) -Isrc --temp_dir build/_x -o $@ $(SOURCE)\nxclbin: build/$(KERNEL).xclbin\nbuild/$(KERNEL).xclbin: build/$(KERNEL).xo $(KERNEL).cfg\n\tv++ -l -t hw --platform $(PLATFORM) --kernel_frequency $(FREQ) --config $(KERNEL).cfg --temp_dir build/_x -o $@ $<\nhw_emu: $(SOURCE) $(KERNEL).cfg\n\tmkdir -p build\n\tv++ -c -t hw_emu --platform $(PLATFORM) -k $(KERNEL) -Isrc --temp_dir build/_emu -o build/$(KERNEL).hw_emu.xo $(SOURCE)\n\tv++ -l -t hw_emu --platform $(PLATFORM) --config $(KERNEL).cfg --temp_dir build/_emu -o build/$(KERNEL).hw_emu.xclbin build/$(KERNEL).hw_emu.xo\n\tcd build && emconfigutil --platform $(PLATFORM) --nd 1\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# "
    + ((stack1 = (((helper = lookupProperty(helpers,"card") || container.strict(depth0, "card", {"start":{"line":55,"column":4},"end":{"line":55,"column":8}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"card","hash":{},"data":data,"loc":{"start":{"line":55,"column":2},"end":{"line":55,"column":10}}}) : helper))) != null ? stack1 : "")
    + " has no Vitis platform with a kernel shell: `hls` makes an IP core, which goes into the card's base design by hand, its\n# memory ports behind the network on chip. There is no target here that links.\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Step "
    + ((stack1 = (((helper = lookupProperty(helpers,"step") || alias1(depth0, "step", {"start":{"line":1,"column":9},"end":{"line":1,"column":13}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"step","hash":{},"data":data,"loc":{"start":{"line":1,"column":7},"end":{"line":1,"column":15}}}) : helper))) != null ? stack1 : "")
    + " of "
    + ((stack1 = (((helper = lookupProperty(helpers,"method") || alias1(depth0, "method", {"start":{"line":1,"column":21},"end":{"line":1,"column":27}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"method","hash":{},"data":data,"loc":{"start":{"line":1,"column":19},"end":{"line":1,"column":29}}}) : helper))) != null ? stack1 : "")
    + ". `make csim` needs g++ only; the other targets need AMD Vitis"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":1,"column":91},"end":{"line":1,"column":137}}})) != null ? stack1 : "")
    + ".\nKERNEL   := "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":2,"column":14},"end":{"line":2,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":2,"column":12},"end":{"line":2,"column":22}}}) : helper))) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":3,"column":0},"end":{"line":5,"column":7}}})) != null ? stack1 : "")
    + "FREQ     ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"mhz") || alias1(depth0, "mhz", {"start":{"line":6,"column":14},"end":{"line":6,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"mhz","hash":{},"data":data,"loc":{"start":{"line":6,"column":12},"end":{"line":6,"column":19}}}) : helper))) != null ? stack1 : "")
    + "\nCXX      ?= g++\nSOURCE   := src/$(KERNEL).cpp\n\n# Vitis' own headers if they are there, else the stand-ins of this build.\nifneq ($(XILINX_HLS),)\nHEADERS  := $(XILINX_HLS)/include\nelse\nHEADERS  := ../include\nendif\nOPT      ?= -O2\nCXXFLAGS := -std=c++17 $(OPT) -ffp-contract=off -Wall -Wextra -Wno-unknown-pragmas -DMPC_NO_FMA -Isrc -isystem $(HEADERS)\n\n.PHONY: csim csim-threads hls cosim"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":19,"column":35},"end":{"line":19,"column":75}}})) != null ? stack1 : "")
    + " clean\n\n# C simulation, processes one after another.\ncsim: build/csim\n\t./build/csim\nbuild/csim: $(SOURCE) tb/tb.cpp tb/testbench.h src/mpc_hls.h\n\tmkdir -p build\n\t$(CXX) $(CXXFLAGS) -o $@ tb/tb.cpp $(SOURCE)\n\n# C simulation with a thread for each process and streams of their real depth: finds deadlocks.\ncsim-threads: build/csim-threads\n\t./build/csim-threads\nbuild/csim-threads: $(SOURCE) tb/tb.cpp tb/testbench.h src/mpc_hls.h\n\tmkdir -p build\n\t$(CXX) $(subst $(HEADERS),../include,$(CXXFLAGS)) -DMPC_THREADED_STREAMS -o $@ tb/tb.cpp $(SOURCE) -lpthread\n\n# Synthesis and co-simulation. With Vitis 2022.2: vitis_hls -f run_hls.tcl\nhls:\n\tv++ --compile --mode hls --config hls_config.cfg --work_dir build/hls\ncosim: hls\n\tvitis-run --mode hls --cosim --config hls_config.cfg --work_dir build/hls\n\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.program(4, data, 0),"data":data,"loc":{"start":{"line":41,"column":0},"end":{"line":57,"column":7}}})) != null ? stack1 : "")
    + "\nclean:\n\trm -rf build\n";
},"useData":true});
SPECS['README.md'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return "- `make hls`, `make xo`, `make xclbin`, `make hw_emu`: with Vitis. With 2022.2, `vitis_hls -f run_hls.tcl`.\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "- `make hls`: with Vitis, an IP core for part `"
    + ((stack1 = (((helper = lookupProperty(helpers,"part") || container.strict(depth0, "part", {"start":{"line":11,"column":49},"end":{"line":11,"column":53}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"part","hash":{},"data":data,"loc":{"start":{"line":11,"column":47},"end":{"line":11,"column":55}}}) : helper))) != null ? stack1 : "")
    + "`. The card has no platform with a kernel shell: put the core into its base\n  design, its memory ports behind the network on chip (the HBM column below says which channels belong together). XRT does not\n  start it, so mpc's runtime cannot either.\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":24,"column":5},"end":{"line":24,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":24,"column":3},"end":{"line":24,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":24,"column":17},"end":{"line":24,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":24,"column":15},"end":{"line":24,"column":22}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"slr") || alias1(depth0, "slr", {"start":{"line":24,"column":27},"end":{"line":24,"column":30}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"slr","hash":{},"data":data,"loc":{"start":{"line":24,"column":25},"end":{"line":24,"column":32}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"ii") || alias1(depth0, "ii", {"start":{"line":24,"column":37},"end":{"line":24,"column":39}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"ii","hash":{},"data":data,"loc":{"start":{"line":24,"column":35},"end":{"line":24,"column":41}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"depth") || alias1(depth0, "depth", {"start":{"line":24,"column":46},"end":{"line":24,"column":51}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"depth","hash":{},"data":data,"loc":{"start":{"line":24,"column":44},"end":{"line":24,"column":53}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":30,"column":5},"end":{"line":30,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":30,"column":3},"end":{"line":30,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"tensor") || alias1(depth0, "tensor", {"start":{"line":30,"column":17},"end":{"line":30,"column":23}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tensor","hash":{},"data":data,"loc":{"start":{"line":30,"column":15},"end":{"line":30,"column":25}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"access") || alias1(depth0, "access", {"start":{"line":30,"column":30},"end":{"line":30,"column":36}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"access","hash":{},"data":data,"loc":{"start":{"line":30,"column":28},"end":{"line":30,"column":38}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"item") || alias1(depth0, "item", {"start":{"line":30,"column":43},"end":{"line":30,"column":47}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"item","hash":{},"data":data,"loc":{"start":{"line":30,"column":41},"end":{"line":30,"column":49}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":30,"column":54},"end":{"line":30,"column":58}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":30,"column":52},"end":{"line":30,"column":60}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| stream | type | depth | why this depth |\n| --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"streams"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":36,"column":0},"end":{"line":38,"column":9}}})) != null ? stack1 : "")
    + "\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":37,"column":5},"end":{"line":37,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":37,"column":3},"end":{"line":37,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | `"
    + ((stack1 = (((helper = lookupProperty(helpers,"type") || alias1(depth0, "type", {"start":{"line":37,"column":18},"end":{"line":37,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"type","hash":{},"data":data,"loc":{"start":{"line":37,"column":16},"end":{"line":37,"column":24}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"depth") || alias1(depth0, "depth", {"start":{"line":37,"column":30},"end":{"line":37,"column":35}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"depth","hash":{},"data":data,"loc":{"start":{"line":37,"column":28},"end":{"line":37,"column":37}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"reason") || alias1(depth0, "reason", {"start":{"line":37,"column":42},"end":{"line":37,"column":48}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"reason","hash":{},"data":data,"loc":{"start":{"line":37,"column":40},"end":{"line":37,"column":50}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| "
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":53,"column":4},"end":{"line":53,"column":8}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":53,"column":2},"end":{"line":53,"column":10}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"lut") || alias1(depth0, "lut", {"start":{"line":53,"column":15},"end":{"line":53,"column":18}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"lut","hash":{},"data":data,"loc":{"start":{"line":53,"column":13},"end":{"line":53,"column":20}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"ff") || alias1(depth0, "ff", {"start":{"line":53,"column":25},"end":{"line":53,"column":27}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"ff","hash":{},"data":data,"loc":{"start":{"line":53,"column":23},"end":{"line":53,"column":29}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"dsp") || alias1(depth0, "dsp", {"start":{"line":53,"column":34},"end":{"line":53,"column":37}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"dsp","hash":{},"data":data,"loc":{"start":{"line":53,"column":32},"end":{"line":53,"column":39}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"bram") || alias1(depth0, "bram", {"start":{"line":53,"column":44},"end":{"line":53,"column":48}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bram","hash":{},"data":data,"loc":{"start":{"line":53,"column":42},"end":{"line":53,"column":50}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"uram") || alias1(depth0, "uram", {"start":{"line":53,"column":55},"end":{"line":53,"column":59}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"uram","hash":{},"data":data,"loc":{"start":{"line":53,"column":53},"end":{"line":53,"column":61}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "\n"
    + ((stack1 = (((helper = lookupProperty(helpers,"large") || container.strict(depth0, "large", {"start":{"line":57,"column":2},"end":{"line":57,"column":7}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"large","hash":{},"data":data,"loc":{"start":{"line":57,"column":0},"end":{"line":57,"column":9}}}) : helper))) != null ? stack1 : "")
    + " has room on no single die and is not in this table: the tools would have to spread it, which rarely closes timing.\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", alias4=container.lambda, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":1,"column":4},"end":{"line":1,"column":10}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":1,"column":2},"end":{"line":1,"column":12}}}) : helper))) != null ? stack1 : "")
    + "\n\nStep `"
    + ((stack1 = (((helper = lookupProperty(helpers,"step") || alias1(depth0, "step", {"start":{"line":3,"column":8},"end":{"line":3,"column":12}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"step","hash":{},"data":data,"loc":{"start":{"line":3,"column":6},"end":{"line":3,"column":14}}}) : helper))) != null ? stack1 : "")
    + "` of `"
    + ((stack1 = (((helper = lookupProperty(helpers,"method") || alias1(depth0, "method", {"start":{"line":3,"column":22},"end":{"line":3,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"method","hash":{},"data":data,"loc":{"start":{"line":3,"column":20},"end":{"line":3,"column":30}}}) : helper))) != null ? stack1 : "")
    + "` ("
    + ((stack1 = (((helper = lookupProperty(helpers,"stage") || alias1(depth0, "stage", {"start":{"line":3,"column":35},"end":{"line":3,"column":40}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"stage","hash":{},"data":data,"loc":{"start":{"line":3,"column":33},"end":{"line":3,"column":42}}}) : helper))) != null ? stack1 : "")
    + ") as a Vitis HLS kernel for the "
    + ((stack1 = (((helper = lookupProperty(helpers,"card") || alias1(depth0, "card", {"start":{"line":3,"column":76},"end":{"line":3,"column":80}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"card","hash":{},"data":data,"loc":{"start":{"line":3,"column":74},"end":{"line":3,"column":82}}}) : helper))) != null ? stack1 : "")
    + ".\n\n- `make csim`: C simulation against a plain version of the same formulas. Needs g++ only: without Vitis it uses the\n  stand-in headers in `../include`.\n- `make csim-threads`: the same with a thread for each process and streams of their real depth, to find deadlocks.\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data,"loc":{"start":{"line":8,"column":0},"end":{"line":14,"column":7}}})) != null ? stack1 : "")
    + "\nThe testbench makes its inputs itself. If `tb/data/index.txt` is there (`mpc verify FILE --vectors DIR` writes it: lines\n`size NAME VALUE`, `tensor NAME FILE` before the call and `expect NAME FILE` after it, paths from `tb/data`), it reads sizes\nand inputs from it and also compares with the recorded results. Co-simulation copies as many items of each port as the\ntestbench's own inputs have (`depth=`); for vectors with larger sizes raise it.\n\n| process | what it does | die | largest II | deepest pipeline |\n| --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"processes"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":23,"column":0},"end":{"line":25,"column":9}}})) != null ? stack1 : "")
    + "\n| port | tensor | access | items | HBM |\n| --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":29,"column":0},"end":{"line":31,"column":9}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"hasStreams"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":33,"column":0},"end":{"line":40,"column":7}}})) != null ? stack1 : "")
    + "Data flows one way, each stream has one producer and one consumer, and both are generated from the same loops. `make csim-threads`\nis the test that they move the same items in an order that the depths allow; co-simulation has not been run.\n\nCounted from the source, reported by no tool: "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "dsp", {"start":{"line":44,"column":48},"end":{"line":44,"column":60}} ), depth0)) != null ? stack1 : "")
    + " DSP, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "bram18", {"start":{"line":44,"column":70},"end":{"line":44,"column":85}} ), depth0)) != null ? stack1 : "")
    + " BRAM18, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "uram", {"start":{"line":44,"column":98},"end":{"line":44,"column":111}} ), depth0)) != null ? stack1 : "")
    + " URAM, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "lut", {"start":{"line":44,"column":122},"end":{"line":44,"column":134}} ), depth0)) != null ? stack1 : "")
    + " LUT,\n"
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "ff", {"start":{"line":45,"column":2},"end":{"line":45,"column":13}} ), depth0)) != null ? stack1 : "")
    + " FF; largest initiation interval asked for "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "ii", {"start":{"line":45,"column":60},"end":{"line":45,"column":71}} ), depth0)) != null ? stack1 : "")
    + "; `"
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "slowest", {"start":{"line":45,"column":78},"end":{"line":45,"column":94}} ), depth0)) != null ? stack1 : "")
    + "` is the slowest process with\n`"
    + ((stack1 = (((helper = lookupProperty(helpers,"cycles") || alias1(depth0, "cycles", {"start":{"line":46,"column":3},"end":{"line":46,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"cycles","hash":{},"data":data,"loc":{"start":{"line":46,"column":1},"end":{"line":46,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` cycles at "
    + ((stack1 = (((helper = lookupProperty(helpers,"mhz") || alias1(depth0, "mhz", {"start":{"line":46,"column":25},"end":{"line":46,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"mhz","hash":{},"data":data,"loc":{"start":{"line":46,"column":23},"end":{"line":46,"column":30}}}) : helper))) != null ? stack1 : "")
    + " MHz. Operators cost what synthesis of single operators\ngave or what the device file assumes; initiation intervals are assumed to be met, pipelines to be as deep as their longest chain of\noperators, memory to answer within "
    + ((stack1 = (((helper = lookupProperty(helpers,"latency") || alias1(depth0, "latency", {"start":{"line":48,"column":37},"end":{"line":48,"column":44}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"latency","hash":{},"data":data,"loc":{"start":{"line":48,"column":35},"end":{"line":48,"column":46}}}) : helper))) != null ? stack1 : "")
    + " cycles.\n\n| die | LUT | FF | DSP | BRAM36 | URAM |\n| --- | --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"dies"),{"name":"each","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":52,"column":0},"end":{"line":54,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"large"),{"name":"if","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":55,"column":0},"end":{"line":58,"column":7}}})) != null ? stack1 : "");
},"useData":true});
SPECS['all.Makefile'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return "`make xclbin` links them into one binary with AMD Vitis.\n# A binary for one of several cards, by its id in the build, with the kernels of its steps alone: make xclbin CARD=fpga1 KERNELS=\"a b\"";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = (((helper = lookupProperty(helpers,"card") || container.strict(depth0, "card", {"start":{"line":2,"column":144},"end":{"line":2,"column":148}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"card","hash":{},"data":data,"loc":{"start":{"line":2,"column":142},"end":{"line":2,"column":150}}}) : helper))) != null ? stack1 : "")
    + " has no platform to link them for.";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "PLATFORM ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"platform") || container.strict(depth0, "platform", {"start":{"line":4,"column":14},"end":{"line":4,"column":22}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"platform","hash":{},"data":data,"loc":{"start":{"line":4,"column":12},"end":{"line":4,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return " "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":7,"column":31},"end":{"line":7,"column":37}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":7,"column":29},"end":{"line":7,"column":39}}}) : helper))) != null ? stack1 : "");
},"4":function(container,depth0,helpers,partials,data) {
    return "CARD     ?=\nBINARY   := build/mpc$(if $(CARD),-$(CARD))\nDROPPED  := $(foreach k,$(filter-out $(KERNELS),$(ALL)),-e '^nk=$(k):' -e '^\\(slr\\|sp\\)=$(k)_1[:.]')\n";
},"5":function(container,depth0,helpers,partials,data) {
    return " xclbin";
},"6":function(container,depth0,helpers,partials,data) {
    return "xclbin:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k xo PLATFORM=$(PLATFORM) || exit 1; done\n\tmkdir -p build\n\tgrep -v -e '^$$' $(DROPPED) link.cfg > $(BINARY).cfg\n\tv++ -l -t hw --platform $(PLATFORM) --kernel_frequency $(FREQ) --config $(BINARY).cfg --temp_dir $(BINARY)_x -o $(BINARY).xclbin $(foreach k,$(KERNELS),$(k)/build/$(k).xo)\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# All FPGA kernels of "
    + ((stack1 = (((helper = lookupProperty(helpers,"method") || alias1(depth0, "method", {"start":{"line":1,"column":24},"end":{"line":1,"column":30}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"method","hash":{},"data":data,"loc":{"start":{"line":1,"column":22},"end":{"line":1,"column":32}}}) : helper))) != null ? stack1 : "")
    + ". `make csim` checks each one here; "
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data,"loc":{"start":{"line":1,"column":68},"end":{"line":2,"column":191}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":3,"column":0},"end":{"line":5,"column":7}}})) != null ? stack1 : "")
    + "FREQ     ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"mhz") || alias1(depth0, "mhz", {"start":{"line":6,"column":14},"end":{"line":6,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"mhz","hash":{},"data":data,"loc":{"start":{"line":6,"column":12},"end":{"line":6,"column":19}}}) : helper))) != null ? stack1 : "")
    + "\nALL      :="
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"kernels"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":7,"column":11},"end":{"line":7,"column":48}}})) != null ? stack1 : "")
    + "\nKERNELS  := $(ALL)\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":9,"column":0},"end":{"line":13,"column":7}}})) != null ? stack1 : "")
    + "\n.PHONY: csim csim-threads"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":15,"column":25},"end":{"line":15,"column":55}}})) != null ? stack1 : "")
    + " clean\ncsim csim-threads:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k $@ || exit 1; done\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":18,"column":0},"end":{"line":24,"column":7}}})) != null ? stack1 : "")
    + "clean:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k clean; done\n\trm -rf build\n";
},"useData":true});
SPECS['all.link.cfg'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return " The others share them through the platform's interconnect, or\n# the linker refuses: then link the kernels of the steps that run here alone, `make xclbin KERNELS=\"…\"`.";
},"1":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "nk="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":6,"column":5},"end":{"line":6,"column":11}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":6,"column":3},"end":{"line":6,"column":13}}}) : helper))) != null ? stack1 : "")
    + ":1:"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":6,"column":18},"end":{"line":6,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":6,"column":16},"end":{"line":6,"column":26}}}) : helper))) != null ? stack1 : "")
    + "_1\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"slr"),{"name":"if","hash":{},"fn":container.program(2, data, 0, blockParams, depths),"inverse":container.program(3, data, 0, blockParams, depths),"data":data,"loc":{"start":{"line":7,"column":0},"end":{"line":11,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(4, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":12,"column":0},"end":{"line":14,"column":9}}})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "slr="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":8,"column":6},"end":{"line":8,"column":12}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":8,"column":4},"end":{"line":8,"column":14}}}) : helper))) != null ? stack1 : "")
    + "_1:"
    + ((stack1 = (((helper = lookupProperty(helpers,"slr") || alias1(depth0, "slr", {"start":{"line":8,"column":19},"end":{"line":8,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"slr","hash":{},"data":data,"loc":{"start":{"line":8,"column":17},"end":{"line":8,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":10,"column":4},"end":{"line":10,"column":10}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":10,"column":2},"end":{"line":10,"column":12}}}) : helper))) != null ? stack1 : "")
    + " is spread over several dies: the tools place it.\n";
},"4":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "sp="
    + ((stack1 = container.lambda(alias1(depths[1], "kernel", {"start":{"line":13,"column":5},"end":{"line":13,"column":14}} ), depth0)) != null ? stack1 : "")
    + "_1."
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":13,"column":21},"end":{"line":13,"column":25}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":13,"column":19},"end":{"line":13,"column":27}}}) : helper))) != null ? stack1 : "")
    + ":"
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":13,"column":30},"end":{"line":13,"column":34}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":13,"column":28},"end":{"line":13,"column":36}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Linking of all kernels: a tensor is on the same HBM channels for each kernel that touches it.\n# "
    + ((stack1 = (((helper = lookupProperty(helpers,"ports") || alias1(depth0, "ports", {"start":{"line":2,"column":4},"end":{"line":2,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"ports","hash":{},"data":data,"loc":{"start":{"line":2,"column":2},"end":{"line":2,"column":11}}}) : helper))) != null ? stack1 : "")
    + " memory ports in all; the HBM controller has "
    + ((stack1 = (((helper = lookupProperty(helpers,"channels") || alias1(depth0, "channels", {"start":{"line":2,"column":58},"end":{"line":2,"column":66}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"channels","hash":{},"data":data,"loc":{"start":{"line":2,"column":56},"end":{"line":2,"column":68}}}) : helper))) != null ? stack1 : "")
    + "."
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"crowded"),{"name":"if","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":2,"column":69},"end":{"line":3,"column":111}}})) != null ? stack1 : "")
    + "\n[connectivity]\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"kernels"),{"name":"each","hash":{},"fn":container.program(1, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":5,"column":0},"end":{"line":15,"column":9}}})) != null ? stack1 : "")
    + "\n[vivado]\nprop=run.impl_1.strategy=Performance_SpreadSLLs\n";
},"useData":true,"useDepths":true});
SPECS['hls_config.cfg'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return "vitis";
},"1":function(container,depth0,helpers,partials,data) {
    return "vivado";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "package.output.format=xo\npackage.output.file="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":14,"column":22},"end":{"line":14,"column":28}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":14,"column":20},"end":{"line":14,"column":30}}}) : helper))) != null ? stack1 : "")
    + ".xo\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "package.output.format=ip_catalog\npackage.output.file="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":17,"column":22},"end":{"line":17,"column":28}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":17,"column":20},"end":{"line":17,"column":30}}}) : helper))) != null ? stack1 : "")
    + ".zip\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Vitis unified flow, 2023.2 and later.\npart="
    + ((stack1 = (((helper = lookupProperty(helpers,"part") || alias1(depth0, "part", {"start":{"line":2,"column":7},"end":{"line":2,"column":11}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"part","hash":{},"data":data,"loc":{"start":{"line":2,"column":5},"end":{"line":2,"column":13}}}) : helper))) != null ? stack1 : "")
    + "\n\n[hls]\nflow_target="
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data,"loc":{"start":{"line":5,"column":12},"end":{"line":5,"column":54}}})) != null ? stack1 : "")
    + "\nclock="
    + ((stack1 = (((helper = lookupProperty(helpers,"clock") || alias1(depth0, "clock", {"start":{"line":6,"column":8},"end":{"line":6,"column":13}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"clock","hash":{},"data":data,"loc":{"start":{"line":6,"column":6},"end":{"line":6,"column":15}}}) : helper))) != null ? stack1 : "")
    + "ns\nsyn.top="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":7,"column":10},"end":{"line":7,"column":16}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":7,"column":8},"end":{"line":7,"column":18}}}) : helper))) != null ? stack1 : "")
    + "\nsyn.file=src/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":8,"column":15},"end":{"line":8,"column":21}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":8,"column":13},"end":{"line":8,"column":23}}}) : helper))) != null ? stack1 : "")
    + ".cpp\nsyn.cflags=-Isrc\ntb.file=tb/tb.cpp\ntb.cflags=-Isrc\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.program(3, data, 0),"data":data,"loc":{"start":{"line":12,"column":0},"end":{"line":18,"column":7}}})) != null ? stack1 : "")
    + "package.output.syn=false\n";
},"useData":true});
SPECS['link.cfg'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "slr="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":5,"column":6},"end":{"line":5,"column":12}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":5,"column":4},"end":{"line":5,"column":14}}}) : helper))) != null ? stack1 : "")
    + "_1:"
    + ((stack1 = (((helper = lookupProperty(helpers,"slr") || alias1(depth0, "slr", {"start":{"line":5,"column":19},"end":{"line":5,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"slr","hash":{},"data":data,"loc":{"start":{"line":5,"column":17},"end":{"line":5,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":7,"column":4},"end":{"line":7,"column":10}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":7,"column":2},"end":{"line":7,"column":12}}}) : helper))) != null ? stack1 : "")
    + " is spread over several dies: the tools place it.\n";
},"2":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "sp="
    + ((stack1 = container.lambda(alias1(depths[1], "kernel", {"start":{"line":10,"column":5},"end":{"line":10,"column":14}} ), depth0)) != null ? stack1 : "")
    + "_1."
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":10,"column":21},"end":{"line":10,"column":25}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":10,"column":19},"end":{"line":10,"column":27}}}) : helper))) != null ? stack1 : "")
    + ":"
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":10,"column":30},"end":{"line":10,"column":34}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":10,"column":28},"end":{"line":10,"column":36}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Linking: one instance, each memory port on HBM channels of its own.\n[connectivity]\nnk="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":3,"column":5},"end":{"line":3,"column":11}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":3,"column":3},"end":{"line":3,"column":13}}}) : helper))) != null ? stack1 : "")
    + ":1:"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":3,"column":18},"end":{"line":3,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":3,"column":16},"end":{"line":3,"column":26}}}) : helper))) != null ? stack1 : "")
    + "_1\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"slr"),{"name":"if","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.program(1, data, 0, blockParams, depths),"data":data,"loc":{"start":{"line":4,"column":0},"end":{"line":8,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(2, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":9,"column":0},"end":{"line":11,"column":9}}})) != null ? stack1 : "")
    + "\n[vivado]\nprop=run.impl_1.strategy=Performance_SpreadSLLs\n";
},"useData":true,"useDepths":true});
SPECS['run_hls.tcl'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    return "vitis";
},"1":function(container,depth0,helpers,partials,data) {
    return "vivado";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "export_design -format xo -output build/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":13,"column":41},"end":{"line":13,"column":47}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":13,"column":39},"end":{"line":13,"column":49}}}) : helper))) != null ? stack1 : "")
    + ".xo\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "export_design -format ip_catalog -output build/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":15,"column":49},"end":{"line":15,"column":55}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":15,"column":47},"end":{"line":15,"column":57}}}) : helper))) != null ? stack1 : "")
    + ".zip\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl\nopen_project -reset build/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":2,"column":28},"end":{"line":2,"column":34}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":2,"column":26},"end":{"line":2,"column":36}}}) : helper))) != null ? stack1 : "")
    + "\nadd_files src/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":3,"column":16},"end":{"line":3,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":3,"column":14},"end":{"line":3,"column":24}}}) : helper))) != null ? stack1 : "")
    + ".cpp -cflags \"-Isrc\"\nadd_files -tb tb/tb.cpp -cflags \"-Isrc\"\nset_top "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":5,"column":10},"end":{"line":5,"column":16}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":5,"column":8},"end":{"line":5,"column":18}}}) : helper))) != null ? stack1 : "")
    + "\nopen_solution -reset solution -flow_target "
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.program(1, data, 0),"data":data,"loc":{"start":{"line":6,"column":43},"end":{"line":6,"column":85}}})) != null ? stack1 : "")
    + "\nset_part "
    + ((stack1 = (((helper = lookupProperty(helpers,"part") || alias1(depth0, "part", {"start":{"line":7,"column":11},"end":{"line":7,"column":15}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"part","hash":{},"data":data,"loc":{"start":{"line":7,"column":9},"end":{"line":7,"column":17}}}) : helper))) != null ? stack1 : "")
    + "\ncreate_clock -period "
    + ((stack1 = (((helper = lookupProperty(helpers,"clock") || alias1(depth0, "clock", {"start":{"line":8,"column":23},"end":{"line":8,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"clock","hash":{},"data":data,"loc":{"start":{"line":8,"column":21},"end":{"line":8,"column":30}}}) : helper))) != null ? stack1 : "")
    + "\ncsim_design\ncsynth_design\ncosim_design\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"platform"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.program(3, data, 0),"data":data,"loc":{"start":{"line":12,"column":0},"end":{"line":16,"column":7}}})) != null ? stack1 : "")
    + "exit\n";
},"useData":true});
SPECS['tb.cpp'] = HB.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "// C simulation of "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":1,"column":21},"end":{"line":1,"column":27}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":1,"column":19},"end":{"line":1,"column":29}}}) : helper))) != null ? stack1 : "")
    + ": the kernel against a plain version of the same formulas. Returns 0 if they agree.\n#include \"testbench.h\"\n\nextern \"C\" void "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":4,"column":18},"end":{"line":4,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":4,"column":16},"end":{"line":4,"column":26}}}) : helper))) != null ? stack1 : "")
    + "("
    + ((stack1 = (((helper = lookupProperty(helpers,"signature") || alias1(depth0, "signature", {"start":{"line":4,"column":29},"end":{"line":4,"column":38}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"signature","hash":{},"data":data,"loc":{"start":{"line":4,"column":27},"end":{"line":4,"column":40}}}) : helper))) != null ? stack1 : "")
    + ");\n\nint main() {\n  read_index();\n"
    + ((stack1 = (((helper = lookupProperty(helpers,"body") || alias1(depth0, "body", {"start":{"line":8,"column":2},"end":{"line":8,"column":6}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"body","hash":{},"data":data,"loc":{"start":{"line":8,"column":0},"end":{"line":8,"column":8}}}) : helper))) != null ? stack1 : "")
    + "\n  if (failures != 0) {\n    std::fprintf(stderr, \"FAIL: "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":10,"column":34},"end":{"line":10,"column":40}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":10,"column":32},"end":{"line":10,"column":42}}}) : helper))) != null ? stack1 : "")
    + ": %d differences\\n\", failures);\n    return 1;\n  }\n  std::printf(\"PASS: "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":13,"column":23},"end":{"line":13,"column":29}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":13,"column":21},"end":{"line":13,"column":31}}}) : helper))) != null ? stack1 : "")
    + "\\n\");\n  return 0;\n}\n";
},"useData":true});

/** Renders a template of this folder with a view model. */
export const TEMPLATES: Readonly<Record<'Makefile' | 'README.md' | 'all.Makefile' | 'all.link.cfg' | 'hls_config.cfg' | 'link.cfg' | 'run_hls.tcl' | 'tb.cpp', (view: object) => string>> = {
  'Makefile': (view) => SPECS['Makefile'](view, { partials: SPECS }),
  'README.md': (view) => SPECS['README.md'](view, { partials: SPECS }),
  'all.Makefile': (view) => SPECS['all.Makefile'](view, { partials: SPECS }),
  'all.link.cfg': (view) => SPECS['all.link.cfg'](view, { partials: SPECS }),
  'hls_config.cfg': (view) => SPECS['hls_config.cfg'](view, { partials: SPECS }),
  'link.cfg': (view) => SPECS['link.cfg'](view, { partials: SPECS }),
  'run_hls.tcl': (view) => SPECS['run_hls.tcl'](view, { partials: SPECS }),
  'tb.cpp': (view) => SPECS['tb.cpp'](view, { partials: SPECS }),
};
