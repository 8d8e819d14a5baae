# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl
open_project -reset build/hidden_1_sum
add_files src/hidden_1_sum.cpp -cflags "-Isrc"
add_files -tb tb/tb.cpp -cflags "-Isrc"
set_top hidden_1_sum
open_solution -reset solution -flow_target vitis
set_part xcu55c-fsvh2892-2L-e
create_clock -period 4.00
csim_design
csynth_design
cosim_design
export_design -format xo -output build/hidden_1_sum.xo
exit
