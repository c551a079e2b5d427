package org.sparseloom.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.UnmappableCharacterException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Says in words why a file could not be read or written; exceptions often say only its name. */
public final class FileReason {
  private static final Map<Class<? extends IOException>, String> WORDS =
      Map.of(
          AccessDeniedException.class, "permission denied",
          NoSuchFileException.class, "no such file or folder",
          FileAlreadyExistsException.class, "a file of that name is in the way",
          NotDirectoryException.class, "a file of that name is in the way",
          DirectoryNotEmptyException.class, "a folder of that name is in the way",
          MalformedInputException.class, "it is not UTF-8 text",
          UnmappableCharacterException.class, "it is not UTF-8 text",
          EOFException.class, "it ends too early");

  private FileReason() {}

  /** Returns the reason as part of a sentence, e.g. "No space left on device". */
  public static String of(IOException problem) {
    if (WORDS.containsKey(problem.getClass())) {
      return WORDS.get(problem.getClass());
    }
    // Of these the message is the file's name, which the caller says anyway.
    String said =
        problem instanceof FileSystemException failure ? failure.getReason() : problem.getMessage();
    return said == null ? "input or output failed" : said;
  }
}
