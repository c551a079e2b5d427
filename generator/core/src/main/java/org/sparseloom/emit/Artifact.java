package org.sparseloom.emit;

/** One generated file: a relative path with forward slashes, and its whole text. */
public record Artifact(String path, String text) {}
