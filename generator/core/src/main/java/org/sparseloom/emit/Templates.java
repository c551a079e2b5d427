package org.sparseloom.emit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
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
    group.registerModelAdaptor(Record.class, new Components());
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

  /** Makes the components of records visible: StringTemplate itself only knows getters. */
  private static final class Components implements ModelAdaptor<Record> {
    @Override
    public Object getProperty(
        Interpreter interpreter, ST self, Record model, Object property, String propertyName)
        throws STNoSuchPropertyException {
      for (RecordComponent component : model.getClass().getRecordComponents()) {
        if (component.getName().equals(propertyName)) {
          return value(component, model);
        }
      }
      throw new STNoSuchPropertyException(null, model, propertyName);
    }

    private static Object value(RecordComponent component, Record model) {
      try {
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(model);
      } catch (IllegalAccessException | InvocationTargetException problem) {
        throw new IllegalStateException(model + "." + component.getName(), problem);
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
