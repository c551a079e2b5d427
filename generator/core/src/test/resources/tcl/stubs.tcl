# Stands in for a vendor's tool in a plain Tcl interpreter: tclsh stubs.tcl TOOL.tcl SCRIPT ARGUMENTS.
# TOOL.tcl says in `commands` what the tool knows: for each command what its arguments are and its options (with
# "=" if a value follows). `files`: all that is no option must be a file that is there. Every call is printed.
# A command NAME whose effect the scripts rely on has a procedure NAME_effect.
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
  if {[llength [info procs ${name}_effect]]} { return [${name}_effect {*}$arguments] }
  return $name
}

namespace eval ipx {}
source [file join [file dirname [info script]] [lindex $argv 0]]
foreach {name description} $commands {
  lassign $description kind options
  proc $name args "call $name $kind {$options} \$args"
}
set script [lindex $argv 1]
set argv [lrange $argv 2 end]
source $script
