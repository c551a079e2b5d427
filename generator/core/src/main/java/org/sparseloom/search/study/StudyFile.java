package org.sparseloom.search.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * The trials of a search on disk, as JSON lines (docs/formats.md): a header, then one line per
 * finished trial, appended whole and forced to the disk. A last line without its end was cut off
 * and is dropped; whatever else cannot be read is refused, naming its line. Not for several
 * threads.
 */
public final class StudyFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private static final int ANY_SIZE = -1;

  private final Path path;
  private final int pointSize;
  private final Appender appender;
  private final List<Trial> trials = new ArrayList<>();

  /** Writes bytes at the end of a file; tests fail it on purpose. */
  interface Appender {
    void append(Path path, byte[] bytes) throws IOException;
  }

  private StudyFile(Path path, int pointSize, Appender appender) {
    this.path = path;
    this.pointSize = pointSize;
    this.appender = appender;
  }

  /**
   * Opens a study, or begins it if the file is missing or empty.
   *
   * @param header of the study that is to go on
   * @param pointSize number of parameters
   * @throws UserProblem if the file cannot be read or written, is damaged, or is of another study
   */
  public static StudyFile open(Path path, StudyHeader header, int pointSize) {
    return open(path, header, pointSize, StudyFile::appendForced);
  }

  static StudyFile open(Path path, StudyHeader header, int pointSize, Appender appender) {
    StudyFile study = new StudyFile(path, pointSize, appender);
    String first = study.line(header);
    byte[] bytes = study.read();
    int wholeLines = wholeLines(bytes);
    String text = new String(bytes, 0, wholeLines, StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      study.requireCutOff(bytes, first);
      study.truncate(0);
      study.append(first, "the header");
      return study;
    }
    study.parse(text.split("\n", -1), header);
    if (wholeLines < bytes.length) {
      study.truncate(wholeLines);
    }
    return study;
  }

  /**
   * Returns the finished trials of a study, whatever search it is of, without changing the file.
   *
   * @throws UserProblem if the file cannot be read or is damaged
   */
  public static Study read(Path path) {
    StudyFile study = new StudyFile(path, ANY_SIZE, StudyFile::appendForced);
    byte[] bytes = study.read();
    String text = new String(bytes, 0, wholeLines(bytes), StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      throw study.problem("holds no trials", "the search was stopped at once.", null);
    }
    String[] lines = text.split("\n", -1);
    StudyHeader header = study.parse(lines[0], 1, StudyHeader.class);
    study.parse(lines, header);
    return new Study(header, study.trials());
  }

  /** Returns the finished trials, in order. */
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  /**
   * Writes a finished trial.
   *
   * @throws UserProblem if that fails, for example because the disk is full; the file then still
   *     holds all earlier trials
   */
  public void append(Trial trial) {
    if (trial.number() != trials.size() || trial.point().size() != pointSize) {
      throw new IllegalArgumentException(
          trial + " must be trial " + trials.size() + " with " + pointSize + " parameters");
    }
    append(line(trial), "trial " + trial.number());
    trials.add(trial);
  }

  private void append(String line, String what) {
    long length = 0;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      length = Files.exists(path) ? Files.size(path) : 0;
      appender.append(path, line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Half a line would do no harm, but a clean file is better.
      restore(length, e);
      throw new UserProblem(
          ExitCode.OTHER,
          "study file " + path + ": " + what + " could not be written (" + FileReason.of(e) + ")",
          "the disk is full. The "
              + trials.size()
              + " trials before it are kept: make room and run the same command again.",
          e);
    }
  }

  private void restore(long length, IOException cause) {
    try {
      truncate(length);
    } catch (UserProblem e) {
      cause.addSuppressed(e);
    }
  }

  /** Not by a FileChannel: that refuses to write for an interrupted thread. */
  private static void appendForced(Path path, byte[] bytes) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(path.toFile(), true)) {
      stream.write(bytes);
      stream.getFD().sync();
    }
  }

  private void truncate(long length) {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    } catch (IOException e) {
      throw problem("cannot be written (" + FileReason.of(e) + ")", "its folder is read-only.", e);
    }
  }

  private byte[] read() {
    try {
      return Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0];
    } catch (IOException e) {
      throw problem("cannot be read (" + FileReason.of(e) + ")", "check its permissions.", e);
    }
  }

  /** Returns the number of bytes up to and with the last end of a line. */
  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** A file without a whole line may only be the beginning of this header, else it is not ours. */
  private void requireCutOff(byte[] bytes, String header) {
    byte[] expected = header.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > expected.length
        || !Arrays.equals(bytes, Arrays.copyOf(expected, bytes.length))) {
      throw UserProblem.usage(
          "file " + path + " is not a study file: line 1 must be a study's header",
          "give another file, or remove this one to start anew.");
    }
  }

  private void parse(String[] lines, StudyHeader header) {
    StudyHeader found = parse(lines[0], 1, StudyHeader.class);
    Optional<String> difference = header.difference(found);
    if (difference.isPresent()) {
      throw UserProblem.usage(
          "study file " + path + " " + difference.get(),
          "give the options it was made with, another file, or remove it to start anew.");
    }
    // The text ends with the end of a line: behind it split leaves one empty piece.
    for (int i = 1; i < lines.length - 1; i++) {
      Trial trial = parse(lines[i], i + 1, Trial.class);
      if (trial.number() != i - 1) {
        throw damaged(i + 1, "trial (" + trial.number() + ") must be " + (i - 1), null);
      }
      if (pointSize != ANY_SIZE && trial.point().size() != pointSize) {
        throw damaged(
            i + 1, "point (" + trial.point().size() + " values) must have " + pointSize, null);
      }
      trials.add(trial);
    }
  }

  private <T> T parse(String line, int number, Class<T> type) {
    try {
      return JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      // Our own check of a value if it is one, else Jackson's words without its advice.
      boolean ours = e.getCause() instanceof IllegalArgumentException;
      String why = ours ? e.getCause().getMessage() : e.getOriginalMessage();
      throw damaged(number, ours ? why : why.split("[;(\n]")[0].strip(), e);
    }
  }

  private UserProblem damaged(int line, String why, Throwable cause) {
    return new UserProblem(
        ExitCode.USAGE,
        "study file " + path + ", line " + line + " is damaged: " + why,
        "remove this line and all behind it: their trials are then done again. Or remove the file.",
        cause);
  }

  private UserProblem problem(String what, String maybe, IOException cause) {
    return new UserProblem(ExitCode.OTHER, "study file " + path + " " + what, maybe, cause);
  }

  private String line(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a study line must be writable as JSON", e);
    }
  }
}
