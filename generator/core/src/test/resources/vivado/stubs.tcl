# Stands in for Vivado in a plain Tcl interpreter: tclsh stubs.tcl SCRIPT ARGUMENTS. Knows the commands that the
# scripts may call with their options, as the Tcl Command Reference (UG835, 2023.2) spells them, and
# prints every call. `files`: all that is no option must be a file that is there.
set commands {
  read_verilog        {files {-sv}}
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

proc call {name kind options arguments} {
  puts "$name $arguments"
  for {set i 0} {$i < [llength $arguments]} {incr i} {
    set argument [lindex $arguments $i]
    if {[string match -* $argument]} {
      if {"$argument=" in $options} {
        incr i
        if {$i == [llength $arguments]} { error "$name: $argument needs a value" }
      } elseif {$argument ni $options} {
        error "$name has no option $argument"
      }
    } elseif {$kind eq "files"} {
      foreach file $argument {
        if {![file isfile $file]} { error "$name: no file $file" }
      }
    }
  }
  return $name
}

namespace eval ipx {}
foreach {name description} $commands {
  lassign $description kind options
  proc $name args "call $name $kind {$options} \$args"
}
set script [lindex $argv 0]
set argv [lrange $argv 1 end]
source $script
