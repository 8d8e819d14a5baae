# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl
open_project -reset build/frozen_hidden_2_sum_hidden_2
add_files src/frozen_hidden_2_sum_hidden_2.cpp -cflags "-Isrc"
add_files -tb tb/tb.cpp -cflags "-Isrc"
set_top frozen_hidden_2_sum_hidden_2
open_solution -reset solution -flow_target vitis
set_part xcu55c-fsvh2892-2L-e
create_clock -period 4.00
csim_design
csynth_design
cosim_design
export_design -format xo -output build/frozen_hidden_2_sum_hidden_2.xo
exit
