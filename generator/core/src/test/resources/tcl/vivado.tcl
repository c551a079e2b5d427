# Commands and options of the Tcl Command Reference (UG835, 2023.2).
set commands {
  read_verilog        {files {-sv}}
  read_mem            {files {}}
  read_xdc            {files {-mode=}}
  synth_design        {any {-top= -part= -mode=}}
  write_checkpoint    {any {-force}}
  report_utilization  {any {-hierarchical -file=}}
  report_timing_summary {any {-file=}}
  report_drc          {any {-file=}}
  opt_design          {any {}}
  place_design        {any {}}
  phys_opt_design     {any {}}
  route_design        {any {}}
  create_project      {any {-force -part=}}
  add_files           {files {-norecurse}}
  current_fileset     {any {}}
  set_property        {any {}}
  update_compile_order {any {-fileset=}}
  close_project       {any {}}
  ipx::package_project {any {-root_dir= -vendor= -library= -taxonomy= -force}}
  ipx::current_core   {any {}}
  ipx::create_xgui_files {any {}}
  ipx::update_checksums {any {}}
  ipx::check_integrity {any {}}
  ipx::save_core      {any {}}
}
