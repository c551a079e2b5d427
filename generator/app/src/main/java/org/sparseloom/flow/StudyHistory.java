package org.sparseloom.flow;

