# Commands and options of the Vitis HLS Command Reference (UG1399, 2023.2).
set commands {
  open_project        {any {-reset}}
  set_top             {any {}}
  add_files           {files {-tb -cflags= -csimflags=}}
  open_solution       {any {-reset -flow_target=}}
  set_part            {any {}}
  create_clock        {any {-period= -name=}}
  csim_design         {any {-O -argv= -clean -setup}}
  csynth_design       {any {}}
  cosim_design        {any {-O -argv= -rtl= -tool=}}
  export_design       {any {-format= -vendor= -library= -ipname= -version= -output= -flow=}}
  close_project       {any {}}
}
