# Vitis HLS 2022.2: vitis_hls -f run_hls.tcl
open_project -reset build/drive_push_next
add_files src/drive_push_next.cpp -cflags "-Isrc"
add_files -tb tb/tb.cpp -cflags "-Isrc"
set_top drive_push_next
open_solution -reset solution -flow_target vitis
set_part xcu55c-fsvh2892-2L-e
create_clock -period 4.00
csim_design
csynth_design
cosim_design
export_design -format xo -output build/drive_push_next.xo
exit
