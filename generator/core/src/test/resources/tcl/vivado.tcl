# Commands and options of the Tcl Command Reference (UG835, 2023.2); package_xo as in UG1393.
set commands {
  read_verilog        {files {}}
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
  set_property        {any {-dict}}
  update_compile_order {any {-fileset=}}
  close_project       {any {}}
  ipx::package_project {any {-root_dir= -vendor= -library= -taxonomy= -force}}
  ipx::current_core   {any {}}
  ipx::create_xgui_files {any {}}
  ipx::update_checksums {any {}}
  ipx::check_integrity {any {}}
  ipx::save_core      {any {}}
  ipx::get_memory_maps {any {-of_objects=}}
  ipx::get_address_blocks {any {-of_objects=}}
  ipx::add_register   {any {}}
  package_xo          {any {-force -xo_path= -kernel_name= -ip_directory= -ctrl_protocol=}}
}
lappend commands {*}{
  current_project     {any {}}
  update_ip_catalog   {any {}}
  get_board_parts     {any {-quiet}}
  create_bd_design    {any {}}
  create_bd_cell      {any {-type= -vlnv=}}
  apply_bd_automation {any {-rule= -config=}}
  get_bd_pins         {any {}}
  get_bd_intf_pins    {any {}}
  get_bd_addr_segs    {any {}}
  connect_bd_net      {any {}}
  connect_bd_intf_net {any {}}
  assign_bd_address   {any {-offset= -range=}}
  validate_bd_design  {any {}}
  save_bd_design      {any {}}
  get_files           {any {}}
  make_wrapper        {any {-files= -top}}
  launch_runs         {any {-to_step= -jobs=}}
  wait_on_run         {any {}}
  get_runs            {any {}}
  get_property        {any {}}
  open_run            {any {}}
  write_hw_platform   {any {-fixed -include_bit -force}}
}
source [file join [file dirname [info script]] vivado_blocks.tcl]
