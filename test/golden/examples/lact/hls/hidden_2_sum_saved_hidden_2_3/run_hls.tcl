# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl
open_project -reset build/hidden_2_sum_saved_hidden_2_3
add_files src/hidden_2_sum_saved_hidden_2_3.cpp -cflags "-Isrc"
add_files -tb tb/tb.cpp -cflags "-Isrc"
set_top hidden_2_sum_saved_hidden_2_3
open_solution -reset solution -flow_target vitis
set_part xcu55c-fsvh2892-2L-e
create_clock -period 4.00
csim_design
csynth_design
cosim_design
export_design -format xo -output build/hidden_2_sum_saved_hidden_2_3.xo
exit
