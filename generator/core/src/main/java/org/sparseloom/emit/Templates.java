package org.sparseloom.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;
import org.stringtemplate.v4.misc.STMessage;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/**
 * One group of templates, e.g. verilog/top.stg; the only class that touches StringTemplate. Whatever
 * StringTemplate would pass over in silence (a missing attribute, property or template) throws.
 */
public final class Templates {
  private final STGroup group;

  /**
   * Opens the group file {@code path} below templates/ on the class path.
   *
   * @throws IllegalStateException if there is no such file
   */
  public Templates(String path) {
    URL url = Templates.class.getResource("/templates/" + path);
    if (url == null) {
      throw new IllegalStateException("template group (" + path + ") must be on the class path");
    }
    group = new STGroupFile(url, "UTF-8", '«', '»');
    group.setListener(new Strict(path));
    group.registerModelAdaptor(Record.class, new Questions());
    group.registerModelAdaptor(Enum.class, new Questions());
  }

  /**
   * Returns a file below templates/ that is printed as it stands.
   *
   * @throws IllegalStateException if there is no such file
   */
  public static String text(String path) {
    try (InputStream file = Templates.class.getResourceAsStream("/templates/" + path)) {
      if (file == null) {
        throw new IllegalStateException("file (" + path + ") must be on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Returns the text of a template, every line ended by a line feed on every system.
   *
   * @param template name within the group
   * @param attributes its formal arguments, all of them
   * @throws IllegalStateException if the template or anything that it names is missing
   */
  public String render(String template, Map<String, Object> attributes) {
    ST instance = group.getInstanceOf(template);
    if (instance == null) {
      throw new IllegalStateException(group.getName() + " has no template " + template);
    }
    if (instance.getAttributes() != null) {
      for (String argument : instance.getAttributes().keySet()) {
        if (!attributes.containsKey(argument)) {
          throw new IllegalStateException(
              "template " + template + " misses attribute " + argument);
        }
      }
    }
    attributes.forEach(instance::add);
    return instance.render().replace("\r\n", "\n") + "\n";
  }

  /**
   * Makes methods without parameters visible by their own names: the components of records, and
   * what can be asked of records and enumerations. StringTemplate itself only knows getters.
   */
  private static final class Questions implements ModelAdaptor<Object> {
    @Override
    public Object getProperty(
        Interpreter interpreter, ST self, Object model, Object property, String propertyName)
        throws STNoSuchPropertyException {
      try {
        Method method = model.getClass().getDeclaredMethod(propertyName);
        method.setAccessible(true);
        return method.invoke(model);
      } catch (NoSuchMethodException problem) {
        throw new STNoSuchPropertyException(problem, model, propertyName);
      } catch (IllegalAccessException | InvocationTargetException problem) {
        throw new IllegalStateException(model + "." + propertyName, problem);
      }
    }
  }

  /** Turns every message of StringTemplate into an exception. */
  private record Strict(String path) implements STErrorListener {
    @Override
    public void compileTimeError(STMessage message) {
      throw failure(message);
    }

    @Override
    public void runTimeError(STMessage message) {
      throw failure(message);
    }

    @Override
    public void IOError(STMessage message) {
      throw failure(message);
    }

    @Override
    public void internalError(STMessage message) {
      throw failure(message);
    }

    private IllegalStateException failure(STMessage message) {
      return new IllegalStateException("template " + path + ": " + message, message.cause);
    }
  }
}
