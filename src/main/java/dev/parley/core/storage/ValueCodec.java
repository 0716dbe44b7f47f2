package dev.parley.core.storage;

/** How a value is written as text. */
public interface ValueCodec<V> {

  /** Text as it is. */
  ValueCodec<String> TEXT =
      new ValueCodec<>() {
        @Override
        public String encode(String value) {
          return value;
        }

        @Override
        public String decode(String stored) {
          return stored;
        }
      };

  /** The text to store; without U+0000, which databases refuse. */
  String encode(V value);

  /**
   * The value of a stored text.
   *
   * @throws IllegalArgumentException if the text is damaged
   */
  V decode(String stored);
}
