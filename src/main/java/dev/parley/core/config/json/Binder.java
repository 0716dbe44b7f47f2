package dev.parley.core.config.json;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.InvalidSettingException;
import dev.parley.core.config.TlsConfig.CertificateSource;
import dev.parley.core.config.TlsConfig.Folder;
import dev.parley.core.config.TlsConfig.KeyPair;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes configuration records from a whole, valid tree: a component is the key of the same name.
 * Knows the few types that configuration is made of, and no others.
 */
final class Binder {
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * A value that fits the schema, and that a record refuses all the same.
   *
   * @param key the setting
   * @param reason what is wrong with it
   */
  record Refusal(String key, String reason) {}

  /** What was refused so far; if it is not empty, no record came of it. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** The record, or null if a part of it was refused. */
  <R extends Record> @Nullable R record(Class<R> type, JsonObject tree, String key) {
    int before = refusals.size();
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      var name = components[i].getName();
      types[i] = components[i].getType();
      values[i] =
          value(components[i].getGenericType(), tree.getValue(name), Keys.property(key, name));
    }
    if (refusals.size() > before) {
      return null;
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettingException invalid) {
        refuse(Keys.property(key, invalid.key()), String.valueOf(invalid.getMessage()));
        return null;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object value(Type type, @Nullable Object value, String key) {
    if (value == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return value instanceof JsonArray array
          ? list(arguments[0], array, key)
          : map(arguments[1], (JsonObject) value, key);
    }
    var plain = (Class<?>) type;
    if (plain == DomainConfig.class && value instanceof String name) {
      return record(DomainConfig.class, new JsonObject().put("name", name), key);
    }
    if (plain.isRecord()) {
      return record(plain.asSubclass(Record.class), (JsonObject) value, key);
    }
    if (plain == CertificateSource.class) {
      return value instanceof JsonObject pair
          ? record(KeyPair.class, pair, key)
          : record(Folder.class, new JsonObject().put("path", value), key);
    }
    return scalar(plain, value, key);
  }

  private @Nullable Object scalar(Class<?> type, Object value, String key) {
    if (type == int.class) {
      return ((Number) value).intValue();
    }
    if (type == long.class) {
      return ((Number) value).longValue();
    }
    if (type == Duration.class) {
      return Durations.parse(value.toString());
    }
    if (type == Path.class) {
      return path(value, key);
    }
    if (type == Jid.class) {
      return jid(value.toString(), key);
    }
    return type.isEnum() ? constant(type, value.toString()) : value;
  }

  private static Object constant(Class<?> type, String name) {
    for (var constant : type.getEnumConstants()) {
      if (constant.toString().replace('_', '-').equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new IllegalStateException("the schema allows " + name + ", " + type + " has no such");
  }

  private @Nullable Path path(Object value, String key) {
    try {
      return Path.of(value.toString());
    } catch (InvalidPathException e) {
      refuse(key, "is not a path: " + e.getReason());
      return null;
    }
  }

  private @Nullable Jid jid(String value, String key) {
    try {
      return Jid.parse(value);
    } catch (JidFormatException e) {
      refuse(key, "is not a JID: " + e.reason());
      return null;
    }
  }

  private void refuse(String key, String reason) {
    refusals.add(new Refusal(key, reason));
  }

  private List<Object> list(Type type, JsonArray array, String key) {
    var list = new ArrayList<Object>();
    for (int i = 0; i < array.size(); i++) {
      var item = value(type, array.getValue(i), Keys.item(key, i));
      if (item != null) {
        list.add(item);
      }
    }
    return list;
  }

  private Map<String, Object> map(Type type, JsonObject object, String key) {
    var map = new LinkedHashMap<String, Object>();
    for (var name : object.fieldNames()) {
      var item =
          type == JsonObject.class
              ? object.getJsonObject(name)
              : value(type, object.getValue(name), Keys.property(key, name));
      if (item != null) {
        map.put(name, item);
      }
    }
    return map;
  }
}
