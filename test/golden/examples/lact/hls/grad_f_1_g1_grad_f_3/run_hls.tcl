# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl
open_project -reset build/grad_f_1_g1_grad_f_3
add_files src/grad_f_1_g1_grad_f_3.cpp -cflags "-Isrc"
add_files -tb tb/tb.cpp -cflags "-Isrc"
set_top grad_f_1_g1_grad_f_3
open_solution -reset solution -flow_target vitis
set_part xcu55c-fsvh2892-2L-e
create_clock -period 4.00
csim_design
csynth_design
cosim_design
export_design -format xo -output build/grad_f_1_g1_grad_f_3.xo
exit
