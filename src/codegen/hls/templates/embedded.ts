// Written by scripts/embed.mjs from the .hbs files of this folder. Do not edit.
// @ts-nocheck: precompiled templates are untyped.
/* eslint-disable */
import HB from 'handlebars/runtime.js';

const SPECS = {};
SPECS['Makefile'] = HB.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
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
    + ". `make csim` needs g++ only; the other targets need AMD Vitis and the platform below.\nKERNEL   := "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":2,"column":14},"end":{"line":2,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":2,"column":12},"end":{"line":2,"column":22}}}) : helper))) != null ? stack1 : "")
    + "\nPLATFORM ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"platform") || alias1(depth0, "platform", {"start":{"line":3,"column":14},"end":{"line":3,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"platform","hash":{},"data":data,"loc":{"start":{"line":3,"column":12},"end":{"line":3,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\nFREQ     ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"mhz") || alias1(depth0, "mhz", {"start":{"line":4,"column":14},"end":{"line":4,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"mhz","hash":{},"data":data,"loc":{"start":{"line":4,"column":12},"end":{"line":4,"column":19}}}) : helper))) != null ? stack1 : "")
    + "\nCXX      ?= g++\nSOURCE   := src/$(KERNEL).cpp\n\n# Vitis' own headers if they are there, else the stand-ins of this build.\nifneq ($(XILINX_HLS),)\nHEADERS  := $(XILINX_HLS)/include\nelse\nHEADERS  := ../include\nendif\nOPT      ?= -O2\nCXXFLAGS := -std=c++17 $(OPT) -ffp-contract=off -Wall -Wextra -Wno-unknown-pragmas -DMPC_NO_FMA -Isrc -isystem $(HEADERS)\n\n.PHONY: csim csim-threads hls cosim xo xclbin hw_emu clean\n\n# C simulation, processes one after another.\ncsim: build/csim\n\t./build/csim\nbuild/csim: $(SOURCE) tb/tb.cpp src/mpc_hls.h\n\tmkdir -p build\n\t$(CXX) $(CXXFLAGS) -o $@ tb/tb.cpp $(SOURCE)\n\n# C simulation with a thread for each process and streams of their real depth: finds deadlocks.\ncsim-threads: build/csim-threads\n\t./build/csim-threads\nbuild/csim-threads: $(SOURCE) tb/tb.cpp src/mpc_hls.h\n\tmkdir -p build\n\t$(CXX) $(subst $(HEADERS),../include,$(CXXFLAGS)) -DMPC_THREADED_STREAMS -o $@ tb/tb.cpp $(SOURCE) -lpthread\n\n# Synthesis and co-simulation. With Vitis 2022.2: vitis_hls -f run_hls.tcl\nhls:\n\tv++ --compile --mode hls --config hls_config.cfg --work_dir build/hls\ncosim: hls\n\tvitis-run --mode hls --cosim --config hls_config.cfg --work_dir build/hls\n\nxo: build/$(KERNEL).xo\nbuild/$(KERNEL).xo: $(SOURCE) src/mpc_hls.h\n\tmkdir -p build\n\tv++ -c -t hw --platform $(PLATFORM) -k $(KERNEL) -Isrc --temp_dir build/_x -o $@ $(SOURCE)\nxclbin: build/$(KERNEL).xclbin\nbuild/$(KERNEL).xclbin: build/$(KERNEL).xo $(KERNEL).cfg\n\tv++ -l -t hw --platform $(PLATFORM) --kernel_frequency $(FREQ) --config $(KERNEL).cfg --temp_dir build/_x -o $@ $<\nhw_emu: $(SOURCE) $(KERNEL).cfg\n\tmkdir -p build\n\tv++ -c -t hw_emu --platform $(PLATFORM) -k $(KERNEL) -Isrc --temp_dir build/_emu -o build/$(KERNEL).hw_emu.xo $(SOURCE)\n\tv++ -l -t hw_emu --platform $(PLATFORM) --config $(KERNEL).cfg --temp_dir build/_emu -o build/$(KERNEL).hw_emu.xclbin build/$(KERNEL).hw_emu.xo\n\tcd build && emconfigutil --platform $(PLATFORM) --nd 1\n\nclean:\n\trm -rf build\n";
},"useData":true});
SPECS['README.md'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":16,"column":5},"end":{"line":16,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":16,"column":3},"end":{"line":16,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"doc") || alias1(depth0, "doc", {"start":{"line":16,"column":17},"end":{"line":16,"column":20}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"doc","hash":{},"data":data,"loc":{"start":{"line":16,"column":15},"end":{"line":16,"column":22}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":22,"column":5},"end":{"line":22,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":22,"column":3},"end":{"line":22,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"tensor") || alias1(depth0, "tensor", {"start":{"line":22,"column":17},"end":{"line":22,"column":23}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"tensor","hash":{},"data":data,"loc":{"start":{"line":22,"column":15},"end":{"line":22,"column":25}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"access") || alias1(depth0, "access", {"start":{"line":22,"column":30},"end":{"line":22,"column":36}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"access","hash":{},"data":data,"loc":{"start":{"line":22,"column":28},"end":{"line":22,"column":38}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"item") || alias1(depth0, "item", {"start":{"line":22,"column":43},"end":{"line":22,"column":47}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"item","hash":{},"data":data,"loc":{"start":{"line":22,"column":41},"end":{"line":22,"column":49}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":22,"column":54},"end":{"line":22,"column":58}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":22,"column":52},"end":{"line":22,"column":60}}}) : helper))) != null ? stack1 : "")
    + " |\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| stream | type | depth | why this depth |\n| --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"streams"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":28,"column":0},"end":{"line":30,"column":9}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "| `"
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":29,"column":5},"end":{"line":29,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":29,"column":3},"end":{"line":29,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` | `"
    + ((stack1 = (((helper = lookupProperty(helpers,"type") || alias1(depth0, "type", {"start":{"line":29,"column":18},"end":{"line":29,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"type","hash":{},"data":data,"loc":{"start":{"line":29,"column":16},"end":{"line":29,"column":24}}}) : helper))) != null ? stack1 : "")
    + "` | "
    + ((stack1 = (((helper = lookupProperty(helpers,"depth") || alias1(depth0, "depth", {"start":{"line":29,"column":30},"end":{"line":29,"column":35}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"depth","hash":{},"data":data,"loc":{"start":{"line":29,"column":28},"end":{"line":29,"column":37}}}) : helper))) != null ? stack1 : "")
    + " | "
    + ((stack1 = (((helper = lookupProperty(helpers,"reason") || alias1(depth0, "reason", {"start":{"line":29,"column":42},"end":{"line":29,"column":48}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"reason","hash":{},"data":data,"loc":{"start":{"line":29,"column":40},"end":{"line":29,"column":50}}}) : helper))) != null ? stack1 : "")
    + " |\n";
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
    + ") as a Vitis HLS kernel for the Alveo U55C.\n\n- `make csim`: C simulation against a plain version of the same formulas. Needs g++ only: without Vitis it uses the\n  stand-in headers in `../include`.\n- `make csim-threads`: the same with a thread for each process and streams of their real depth, to find deadlocks.\n- `make hls`, `make xo`, `make xclbin`, `make hw_emu`: with Vitis. With 2022.2, `vitis_hls -f run_hls.tcl`.\n\nThe testbench makes its inputs itself. If `tb/data/index.txt` is there (lines `size NAME VALUE` and `tensor NAME FILE`,\npaths from `tb/data`), it reads sizes and inputs from it instead.\n\n| process | what it does |\n| --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"processes"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":15,"column":0},"end":{"line":17,"column":9}}})) != null ? stack1 : "")
    + "\n| port | tensor | access | items | HBM |\n| --- | --- | --- | --- | --- |\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":21,"column":0},"end":{"line":23,"column":9}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias2,lookupProperty(depth0,"hasStreams"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":25,"column":0},"end":{"line":32,"column":7}}})) != null ? stack1 : "")
    + "Processes and streams form a tree without loops, and each stream has one producer and one consumer that move the same number\nof items in the same order; so no depth can make it deadlock, and depths only hide latency.\n\nEstimate (counted from the source, not reported by a tool): "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "dsp", {"start":{"line":36,"column":62},"end":{"line":36,"column":74}} ), depth0)) != null ? stack1 : "")
    + " DSP, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "bram18", {"start":{"line":36,"column":84},"end":{"line":36,"column":99}} ), depth0)) != null ? stack1 : "")
    + " BRAM18, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "uram", {"start":{"line":36,"column":112},"end":{"line":36,"column":125}} ), depth0)) != null ? stack1 : "")
    + " URAM,\n"
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "lut", {"start":{"line":37,"column":2},"end":{"line":37,"column":14}} ), depth0)) != null ? stack1 : "")
    + " LUT, "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "ff", {"start":{"line":37,"column":24},"end":{"line":37,"column":35}} ), depth0)) != null ? stack1 : "")
    + " FF, largest initiation interval "
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "ii", {"start":{"line":37,"column":72},"end":{"line":37,"column":83}} ), depth0)) != null ? stack1 : "")
    + "; `"
    + ((stack1 = alias4(alias1(lookupProperty(depth0,"estimate"), "slowest", {"start":{"line":37,"column":90},"end":{"line":37,"column":106}} ), depth0)) != null ? stack1 : "")
    + "` is the slowest process with\n`"
    + ((stack1 = (((helper = lookupProperty(helpers,"cycles") || alias1(depth0, "cycles", {"start":{"line":38,"column":3},"end":{"line":38,"column":9}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"cycles","hash":{},"data":data,"loc":{"start":{"line":38,"column":1},"end":{"line":38,"column":11}}}) : helper))) != null ? stack1 : "")
    + "` cycles.\n";
},"useData":true});
SPECS['all.Makefile'] = HB.template({"0":function(container,depth0,helpers,partials,data) {
    var stack1, helper, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return " "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || container.strict(depth0, "kernel", {"start":{"line":4,"column":31},"end":{"line":4,"column":37}} ))),(typeof helper === "function" ? helper.call(depth0 != null ? depth0 : (container.nullContext || {}),{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":4,"column":29},"end":{"line":4,"column":39}}}) : helper))) != null ? stack1 : "");
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# All FPGA kernels of "
    + ((stack1 = (((helper = lookupProperty(helpers,"method") || alias1(depth0, "method", {"start":{"line":1,"column":24},"end":{"line":1,"column":30}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"method","hash":{},"data":data,"loc":{"start":{"line":1,"column":22},"end":{"line":1,"column":32}}}) : helper))) != null ? stack1 : "")
    + ". `make csim` checks each one here; `make xclbin` links them into one binary with AMD Vitis.\nPLATFORM ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"platform") || alias1(depth0, "platform", {"start":{"line":2,"column":14},"end":{"line":2,"column":22}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"platform","hash":{},"data":data,"loc":{"start":{"line":2,"column":12},"end":{"line":2,"column":24}}}) : helper))) != null ? stack1 : "")
    + "\nFREQ     ?= "
    + ((stack1 = (((helper = lookupProperty(helpers,"mhz") || alias1(depth0, "mhz", {"start":{"line":3,"column":14},"end":{"line":3,"column":17}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"mhz","hash":{},"data":data,"loc":{"start":{"line":3,"column":12},"end":{"line":3,"column":19}}}) : helper))) != null ? stack1 : "")
    + "\nKERNELS  :="
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"kernels"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":4,"column":11},"end":{"line":4,"column":48}}})) != null ? stack1 : "")
    + "\n\n.PHONY: csim csim-threads xclbin clean\ncsim csim-threads:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k $@ || exit 1; done\nxclbin:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k xo PLATFORM=$(PLATFORM) || exit 1; done\n\tmkdir -p build\n\tv++ -l -t hw --platform $(PLATFORM) --kernel_frequency $(FREQ) --config link.cfg --temp_dir build/_x -o build/mpc.xclbin $(foreach k,$(KERNELS),$(k)/build/$(k).xo)\nclean:\n\tfor k in $(KERNELS); do $(MAKE) -C $$k clean; done\n\trm -rf build\n";
},"useData":true});
SPECS['all.link.cfg'] = HB.template({"0":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "nk="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":4,"column":5},"end":{"line":4,"column":11}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":4,"column":3},"end":{"line":4,"column":13}}}) : helper))) != null ? stack1 : "")
    + ":1:"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":4,"column":18},"end":{"line":4,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":4,"column":16},"end":{"line":4,"column":26}}}) : helper))) != null ? stack1 : "")
    + "_1\nslr="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":5,"column":6},"end":{"line":5,"column":12}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":5,"column":4},"end":{"line":5,"column":14}}}) : helper))) != null ? stack1 : "")
    + "_1:SLR0\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(1, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":0},"end":{"line":8,"column":9}}})) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "sp="
    + ((stack1 = container.lambda(alias1(depths[1], "kernel", {"start":{"line":7,"column":5},"end":{"line":7,"column":14}} ), depth0)) != null ? stack1 : "")
    + "_1."
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":7,"column":21},"end":{"line":7,"column":25}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":7,"column":19},"end":{"line":7,"column":27}}}) : helper))) != null ? stack1 : "")
    + ":"
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":7,"column":30},"end":{"line":7,"column":34}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":7,"column":28},"end":{"line":7,"column":36}}}) : helper))) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Linking of all kernels: a tensor is on the same HBM channels for each kernel that touches it.\n[connectivity]\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"kernels"),{"name":"each","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":3,"column":0},"end":{"line":9,"column":9}}})) != null ? stack1 : "")
    + "\n[vivado]\nprop=run.impl_1.strategy=Performance_SpreadSLLs\n";
},"useData":true,"useDepths":true});
SPECS['hls_config.cfg'] = HB.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "# Vitis unified flow, 2023.2 and later.\npart="
    + ((stack1 = (((helper = lookupProperty(helpers,"part") || alias1(depth0, "part", {"start":{"line":2,"column":7},"end":{"line":2,"column":11}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"part","hash":{},"data":data,"loc":{"start":{"line":2,"column":5},"end":{"line":2,"column":13}}}) : helper))) != null ? stack1 : "")
    + "\n\n[hls]\nflow_target=vitis\nclock="
    + ((stack1 = (((helper = lookupProperty(helpers,"clock") || alias1(depth0, "clock", {"start":{"line":6,"column":8},"end":{"line":6,"column":13}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"clock","hash":{},"data":data,"loc":{"start":{"line":6,"column":6},"end":{"line":6,"column":15}}}) : helper))) != null ? stack1 : "")
    + "ns\nsyn.top="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":7,"column":10},"end":{"line":7,"column":16}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":7,"column":8},"end":{"line":7,"column":18}}}) : helper))) != null ? stack1 : "")
    + "\nsyn.file=src/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":8,"column":15},"end":{"line":8,"column":21}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":8,"column":13},"end":{"line":8,"column":23}}}) : helper))) != null ? stack1 : "")
    + ".cpp\nsyn.cflags=-Isrc\ntb.file=tb/tb.cpp\ntb.cflags=-Isrc\npackage.output.format=xo\npackage.output.file="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":13,"column":22},"end":{"line":13,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":13,"column":20},"end":{"line":13,"column":30}}}) : helper))) != null ? stack1 : "")
    + ".xo\npackage.output.syn=false\n";
},"useData":true});
SPECS['link.cfg'] = HB.template({"0":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, helper, alias1=container.strict, alias2=depth0 != null ? depth0 : (container.nullContext || {}), alias3="function", lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "sp="
    + ((stack1 = container.lambda(alias1(depths[1], "kernel", {"start":{"line":6,"column":5},"end":{"line":6,"column":14}} ), depth0)) != null ? stack1 : "")
    + "_1."
    + ((stack1 = (((helper = lookupProperty(helpers,"name") || alias1(depth0, "name", {"start":{"line":6,"column":21},"end":{"line":6,"column":25}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"name","hash":{},"data":data,"loc":{"start":{"line":6,"column":19},"end":{"line":6,"column":27}}}) : helper))) != null ? stack1 : "")
    + ":"
    + ((stack1 = (((helper = lookupProperty(helpers,"bank") || alias1(depth0, "bank", {"start":{"line":6,"column":30},"end":{"line":6,"column":34}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"bank","hash":{},"data":data,"loc":{"start":{"line":6,"column":28},"end":{"line":6,"column":36}}}) : helper))) != null ? stack1 : "")
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
    + "_1\nslr="
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":4,"column":6},"end":{"line":4,"column":12}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":4,"column":4},"end":{"line":4,"column":14}}}) : helper))) != null ? stack1 : "")
    + "_1:SLR0\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias2,lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":5,"column":0},"end":{"line":7,"column":9}}})) != null ? stack1 : "")
    + "\n[vivado]\nprop=run.impl_1.strategy=Performance_SpreadSLLs\n";
},"useData":true,"useDepths":true});
SPECS['run_hls.tcl'] = HB.template({"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
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
    + "\nopen_solution -reset solution -flow_target vitis\nset_part "
    + ((stack1 = (((helper = lookupProperty(helpers,"part") || alias1(depth0, "part", {"start":{"line":7,"column":11},"end":{"line":7,"column":15}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"part","hash":{},"data":data,"loc":{"start":{"line":7,"column":9},"end":{"line":7,"column":17}}}) : helper))) != null ? stack1 : "")
    + "\ncreate_clock -period "
    + ((stack1 = (((helper = lookupProperty(helpers,"clock") || alias1(depth0, "clock", {"start":{"line":8,"column":23},"end":{"line":8,"column":28}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"clock","hash":{},"data":data,"loc":{"start":{"line":8,"column":21},"end":{"line":8,"column":30}}}) : helper))) != null ? stack1 : "")
    + "\ncsim_design\ncsynth_design\ncosim_design\nexport_design -format xo -output build/"
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":12,"column":41},"end":{"line":12,"column":47}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":12,"column":39},"end":{"line":12,"column":49}}}) : helper))) != null ? stack1 : "")
    + ".xo\nexit\n";
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
    + ": the kernel against a plain version of the same formulas. Returns 0 if they agree.\n#include \"mpc_hls.h\"\n\n#include <algorithm>\n#include <cstdio>\n#include <cstdlib>\n#include <cstring>\n#include <fstream>\n#include <map>\n#include <sstream>\n#include <string>\n#include <vector>\n\nextern \"C\" void "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":14,"column":18},"end":{"line":14,"column":24}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":14,"column":16},"end":{"line":14,"column":26}}}) : helper))) != null ? stack1 : "")
    + "("
    + ((stack1 = (((helper = lookupProperty(helpers,"signature") || alias1(depth0, "signature", {"start":{"line":14,"column":29},"end":{"line":14,"column":38}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"signature","hash":{},"data":data,"loc":{"start":{"line":14,"column":27},"end":{"line":14,"column":40}}}) : helper))) != null ? stack1 : "")
    + ");\n\nnamespace {\n\nstd::map<std::string, int> sizes;\nstd::map<std::string, std::string> files;\nconst std::string folder = \"tb/data/\";\n\n/// `size NAME VALUE` and `tensor NAME FILE` lines, if vectors were written.\ninline void read_index() {\n  std::ifstream index((folder + \"index.txt\").c_str());\n  std::string line, word, name;\n  while (std::getline(index, line)) {\n    std::istringstream fields(line);\n    if (!(fields >> word >> name)) continue;\n    if (word == \"size\") fields >> sizes[name];\n    if (word == \"tensor\") fields >> files[name];\n  }\n}\n\ninline int size_of(const char* name, int otherwise) {\n  const std::map<std::string, int>::const_iterator found = sizes.find(name);\n  return found == sizes.end() ? otherwise : found->second;\n}\n\nuint32_t state = 12345;\ninline uint32_t random_bits() {\n  state ^= state << 13;\n  state ^= state >> 17;\n  state ^= state << 5;\n  return state;\n}\n\n/// A tensor: stored elements, room to whole 512-bit words.\ntemplate <typename T>\nstruct tensor {\n  typedef typename T::storage storage;\n  std::vector<ap_uint<512> > memory;\n  size_t count;\n  explicit tensor(int64_t elements) : memory((size_t(elements) * sizeof(storage) + 63) / 64 + 1), count(size_t(elements)) {\n    std::memset(static_cast<void*>(&memory[0]), 0, memory.size() * 64);\n  }\n  storage* data() { return reinterpret_cast<storage*>(&memory[0]); }\n  ap_uint<512>* words() { return &memory[0]; }\n  bool read(const char* name) {\n    const std::map<std::string, std::string>::const_iterator found = files.find(name);\n    if (found == files.end()) return false;\n    std::ifstream file((folder + found->second).c_str(), std::ios::binary);\n    file.read(reinterpret_cast<char*>(&memory[0]), std::streamsize(count * sizeof(storage)));\n    if (size_t(file.gcount()) == count * sizeof(storage)) return true;\n    std::fprintf(stderr, \"%s: %s is too short\\n\", name, found->second.c_str());\n    std::exit(2);\n  }\n  /// Values in -1 .. 1, quarters now and then, so that ties occur.\n  void randomize(const char* name) {\n    if (read(name)) return;\n    for (size_t i = 0; i < count; ++i) {\n      const uint32_t r = random_bits();\n      data()[i] = T::narrow((r & 7) == 0 ? float(int(r >> 8 & 7) - 4) / 4 : float(int(r >> 8 & 0xffff) - 32768) / 32768);\n    }\n  }\n  /// Whole numbers in 0 .. range - 1, in ascending order if asked for.\n  void randomize_ids(const char* name, int64_t range, bool ascending) {\n    if (read(name)) return;\n    for (size_t i = 0; i < count; ++i) data()[i] = T::narrow(int(random_bits() % uint32_t(std::max<int64_t>(range, 1))));\n    if (!ascending || count == 0) return;\n    std::sort(data(), data() + count);\n    data()[0] = T::narrow(0);\n    data()[count - 1] = T::narrow(int(std::max<int64_t>(range, 1) - 1));\n  }\n};\n\nint failures = 0;\ninline void fail(const char* name, int64_t at, double got, double want) {\n  if (failures++ < 10) std::fprintf(stderr, \"%s[%lld]: %g, expected %g\\n\", name, (long long)at, got, want);\n}\n\n/// `relative` covers the order of sums and the rounding of the stored type.\ntemplate <typename T>\nvoid compare(const char* name, tensor<T>& got, tensor<T>& want, double relative) {\n  double largest = 0;\n  for (size_t i = 0; i < want.count; ++i) {\n    const double w = double(T::widen(want.data()[i]));\n    if (std::isfinite(w)) largest = std::max(largest, std::fabs(w));\n  }\n  for (size_t i = 0; i < want.count; ++i) {\n    const double g = double(T::widen(got.data()[i])), w = double(T::widen(want.data()[i]));\n    if (g == w || (g != g && w != w)) continue;\n    if (!(std::fabs(g - w) <= relative * (std::fabs(w) + 0.01 * largest))) fail(name, int64_t(i), g, w);\n  }\n}\n\n/// The keys (or predicates) that the plain version found for each outer point, to judge a selection by.\ntypedef std::vector<std::vector<float> > key_rows;\n\n/// The chosen ids have, place by place, the keys of the best, up to the rounding of sums.\ninline void compare_topk(const char* name, tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int k) {\n  for (size_t row = 0; row < rows.size(); ++row) {\n    std::vector<float> best;\n    for (size_t i = 0; i < rows[row].size(); ++i)\n      if (rows[row][i] > -__builtin_inff()) best.push_back(rows[row][i]);\n    std::sort(best.begin(), best.end(), [](float a, float b) { return a > b; });\n    const int count = int(std::min<size_t>(best.size(), size_t(k)));\n    if (counts.data()[row] != count) fail(name, int64_t(row), counts.data()[row], count);\n    for (int place = 0; place < k; ++place) {\n      const int id = ids.data()[row * size_t(k) + size_t(place)];\n      if (place >= count) {\n        if (id != -1) fail(name, int64_t(row) * k + place, id, -1);\n        continue;\n      }\n      if (id < 0 || size_t(id) >= rows[row].size()) {\n        fail(name, int64_t(row) * k + place, id, -1);\n        continue;\n      }\n      const double want = best[size_t(place)], got = rows[row][size_t(id)];\n      if (!(std::fabs(got - want) <= 1e-4 * (std::fabs(want) + 1) || got == want)) fail(name, int64_t(row) * k + place, got, want);\n    }\n  }\n}\n\n/// Writes the best k of each row, or the ids of the rows' nonzero entries, for the plain version's own use.\ninline void choose(tensor<mpc::i32>& ids, tensor<mpc::i32>& counts, const key_rows& rows, int64_t capacity, bool by_key) {\n  for (size_t row = 0; row < rows.size(); ++row) {\n    std::vector<int> order;\n    for (size_t i = 0; i < rows[row].size(); ++i)\n      if (by_key ? rows[row][i] > -__builtin_inff() : rows[row][i] != 0) order.push_back(int(i));\n    const std::vector<float>& keys = rows[row];\n    if (by_key) std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return keys[size_t(a)] > keys[size_t(b)]; });\n    if (order.size() > size_t(capacity)) order.resize(size_t(capacity));\n    counts.data()[row] = int(order.size());\n    for (int64_t i = 0; i < capacity; ++i) ids.data()[int64_t(row) * capacity + i] = size_t(i) < order.size() ? order[size_t(i)] : -1;\n  }\n}\n\n}  // namespace\n\nint main() {\n  read_index();\n"
    + ((stack1 = (((helper = lookupProperty(helpers,"body") || alias1(depth0, "body", {"start":{"line":152,"column":2},"end":{"line":152,"column":6}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"body","hash":{},"data":data,"loc":{"start":{"line":152,"column":0},"end":{"line":152,"column":8}}}) : helper))) != null ? stack1 : "")
    + "\n  if (failures != 0) {\n    std::fprintf(stderr, \"FAIL: "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":154,"column":34},"end":{"line":154,"column":40}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":154,"column":32},"end":{"line":154,"column":42}}}) : helper))) != null ? stack1 : "")
    + ": %d differences\\n\", failures);\n    return 1;\n  }\n  std::printf(\"PASS: "
    + ((stack1 = (((helper = lookupProperty(helpers,"kernel") || alias1(depth0, "kernel", {"start":{"line":157,"column":23},"end":{"line":157,"column":29}} ))),(typeof helper === alias3 ? helper.call(alias2,{"name":"kernel","hash":{},"data":data,"loc":{"start":{"line":157,"column":21},"end":{"line":157,"column":31}}}) : helper))) != null ? stack1 : "")
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
