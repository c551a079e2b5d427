package org.sparseloom.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.UserProblem;

/**
 * A labels.csv: a header line naming at least class_index and, in a folder of images, file.
 *
 * @param files in the file's order; empty if there is no such column
 */
record LabelTable(List<String> files, List<Integer> classes) {
  static final String NAME = "labels.csv";

  /** Returns the table of a folder if it has one. */
  static Optional<LabelTable> in(Path folder) {
    Path file = folder.resolve(NAME);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static LabelTable read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw UserProblem.usage(
          "labels " + file + " cannot be read (" + FileReason.of(e) + ")", "it is not UTF-8 text.");
    }
    List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
    int classColumn = header.indexOf("class_index");
    int fileColumn = header.indexOf("file");
    if (classColumn < 0) {
      throw UserProblem.usage(
          "labels " + file + " (columns " + header + ") must have a column class_index",
          "the first line does not name the columns.");
    }
    List<String> files = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() <= Math.max(classColumn, fileColumn)
          || !cells.get(classColumn).matches("\\d{1,9}")) {
        throw UserProblem.usage(
            "labels "
                + file
                + ", line "
                + (i + 1)
                + " ("
                + lines.get(i)
                + ") must have a class_index of digits in column "
                + (classColumn + 1),
            "the line was cut off.");
      }
      classes.add(Integer.parseInt(cells.get(classColumn)));
      if (fileColumn >= 0) {
        files.add(cells.get(fileColumn));
      }
    }
    return new LabelTable(List.copyOf(files), List.copyOf(classes));
  }

  /** Splits at commas that do not stand between double quotes. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
