# Block designs for vivado.tcl: the pins and interfaces of the cores that scripts may use, as in their product guides
# (PG082, PG201, PG021, PG164, PG059, PG247, and the wrapper of this product). A cell may only be connected by these,
# and a design is valid if all that must be connected is. Environment: STUB_BOARD_FILES, the board files that there
# are; STUB_SLACK, the worst slack of a built design.
set stub_cores {
  xilinx.com:ip:processing_system7 {
    {FCLK_CLK0 FCLK_RESET0_N M_AXI_GP0_ACLK S_AXI_HP0_ACLK IRQ_F2P} {M_AXI_GP0 S_AXI_HP0}
  }
  xilinx.com:ip:zynq_ultra_ps_e {
    {pl_clk0 pl_resetn0 maxihpm0_fpd_aclk saxihp0_fpd_aclk pl_ps_irq0} {M_AXI_HPM0_FPD S_AXI_HP0_FPD}
  }
  xilinx.com:ip:axi_dma {
    {s_axi_lite_aclk m_axi_mm2s_aclk m_axi_s2mm_aclk axi_resetn mm2s_introut s2mm_introut}
    {S_AXI_LITE M_AXI_MM2S M_AXI_S2MM M_AXIS_MM2S S_AXIS_S2MM}
  }
  xilinx.com:ip:proc_sys_reset {{slowest_sync_clk ext_reset_in peripheral_aresetn} {}}
  xilinx.com:ip:smartconnect {{aclk aresetn} {}}
  xilinx.com:ip:axi_interconnect {{ACLK ARESETN} {}}
  xilinx.com:ip:xlconcat {{dout} {}}
  sparseloom:user:tiny_axi {{aclk aresetn irq} {s_axis m_axis s_axi}}
}
set stub_cells {}
set stub_connected {}
set stub_project ""

proc create_project_effect args {
  set ::stub_project [lindex $args [expr {[lsearch $args -part] - 1}]]
  file mkdir $::stub_project
}

proc create_bd_cell_effect args {
  set vlnv [dict get [lrange $args 0 end-1] -vlnv]
  set name [lindex $args end]
  if {![dict exists $::stub_cores $vlnv]} { error "create_bd_cell: no core $vlnv" }
  dict set ::stub_cells $name [dict get $::stub_cores $vlnv]
  return $name
}

proc set_property_effect args {
  if {[lindex $args 0] ne "-dict"} { return }
  lassign $args flag settings name
  lassign [dict get $::stub_cells $name] pins buses
  foreach {setting kind} {CONFIG.NUM_SI S CONFIG.NUM_MI M} {
    if {![dict exists $settings $setting]} { continue }
    for {set i 0} {$i < [dict get $settings $setting]} {incr i} {
      lappend buses [format %s%02d_AXI $kind $i]
      if {"ACLK" in $pins} { lappend pins [format %s%02d_ACLK $kind $i] [format %s%02d_ARESETN $kind $i] }
    }
  }
  if {[dict exists $settings CONFIG.NUM_PORTS]} {
    for {set i 0} {$i < [dict get $settings CONFIG.NUM_PORTS]} {incr i} { lappend pins In$i }
  }
  dict set ::stub_cells $name [list $pins $buses]
}

proc known {what name index} {
  lassign [split $name /] cell pin
  if {![dict exists $::stub_cells $cell] || $pin ni [lindex [dict get $::stub_cells $cell] $index]} { error "no $what $name" }
  return $name
}

proc get_bd_pins_effect {name} { return [known pin $name 0] }
proc get_bd_intf_pins_effect {name} { return [known interface $name 1] }
proc get_bd_addr_segs_effect {pattern} { return [known interface [file dirname $pattern] 1]/reg }
proc connect_bd_net_effect args { lappend ::stub_connected {*}$args }

proc connect_bd_intf_net_effect args {
  foreach bus $args {
    if {$bus in $::stub_connected} { error "interface $bus is connected twice" }
    lappend ::stub_connected $bus
  }
}

proc validate_bd_design_effect {} {
  dict for {cell ports} $::stub_cells {
    foreach port [concat {*}$ports] {
      if {"$cell/$port" ni $::stub_connected} { error "$cell/$port must be connected" }
    }
  }
}

proc get_board_parts_effect {quiet pattern} {
  set there [expr {[info exists ::env(STUB_BOARD_FILES)] ? $::env(STUB_BOARD_FILES) : ""}]
  return [lsearch -all -inline -glob $there $pattern]
}

proc made {args} {
  set file [file join $::stub_project {*}$args]
  file mkdir [file dirname $file]
  close [open $file w]
  return $file
}

proc make_wrapper_effect args { return [made system_wrapper.v] }

proc wait_on_run_effect {run} {
  made system.runs impl_1 system_wrapper.bit
  made system.gen sources_1 bd system hw_handoff system.hwh
}

proc get_property_effect {property object} {
  if {$property eq "PROGRESS"} { return "100%" }
  return [expr {[info exists ::env(STUB_SLACK)] ? $::env(STUB_SLACK) : 0.1}]
}
