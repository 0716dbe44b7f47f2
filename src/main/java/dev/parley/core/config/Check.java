package dev.parley.core.config;

import java.time.Duration;

/** Checks for the constructors of configuration records. */
final class Check {
  private Check() {}

  static void range(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSettingException(
          key, "must be from " + least + " to " + most + ", not " + value);
    }
  }

  static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidSettingException(key, "must be longer than nothing");
    }
  }

  static void that(boolean holds, String key, String message) {
    if (!holds) {
      throw new InvalidSettingException(key, message);
    }
  }
}
