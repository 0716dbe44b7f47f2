package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.StorageException.Kind;
import org.junit.jupiter.api.Test;

/** What {@link KeyValueStore} promises. */
abstract class KeyValueStoreContract extends StoreContract {
  private static final ValueCodec<Integer> NUMBER =
      new ValueCodec<>() {
        @Override
        public String encode(Integer value) {
          return value.toString();
        }

        @Override
        public Integer decode(String stored) {
          return Integer.valueOf(stored);
        }
      };

  private KeyValueStore<Integer> numbers() {
    return storage.keyValue("numbers", NUMBER);
  }

  @Test
  void holdsOneValuePerAccount() {
    create(juliet, romeo);
    assertThat(await(numbers().get(juliet))).isEmpty();

    await(numbers().put(juliet, 1));
    await(numbers().put(romeo, 2));
    await(numbers().put(juliet, 3));

    assertThat(await(numbers().get(juliet))).contains(3);
    assertThat(await(numbers().get(romeo))).contains(2);
  }

  @Test
  void holdsValuesUnderKeys() {
    create(juliet);
    await(numbers().put(juliet, "{a}b", 1));
    await(numbers().put(juliet, "{a}c", 2));

    assertThat(await(numbers().get(juliet, "{a}b"))).contains(1);
    assertThat(await(numbers().get(juliet, "{a}c"))).contains(2);
    assertThat(await(numbers().get(juliet))).isEmpty();
  }

  @Test
  void storesDoNotSeeEachOther() {
    create(juliet);
    await(numbers().put(juliet, 1));

    assertThat(await(storage.keyValue("letters", ValueCodec.TEXT).get(juliet))).isEmpty();
    assertThat(await(storage.keyValue("numbers", ValueCodec.TEXT).get(juliet))).contains("1");
  }

  @Test
  void removes() {
    create(juliet);
    await(numbers().put(juliet, 1));
    await(numbers().put(juliet, "key", 2));

    await(numbers().remove(juliet));
    await(numbers().remove(juliet));

    assertThat(await(numbers().get(juliet))).isEmpty();
    assertThat(await(numbers().get(juliet, "key"))).contains(2);
  }

  @Test
  void holdsLargeValues() {
    create(juliet);
    String large = "é".repeat(300_000);
    KeyValueStore<String> texts = storage.keyValue("texts", ValueCodec.TEXT);

    await(texts.put(juliet, large));

    assertThat(await(texts.get(juliet))).contains(large);
  }

  @Test
  void countsBytes() {
    create(juliet, romeo);
    KeyValueStore<String> texts = storage.keyValue("texts", ValueCodec.TEXT);
    await(texts.put(juliet, "one", "1234"));
    await(texts.put(juliet, "two", "é"));
    await(storage.keyValue("others", ValueCodec.TEXT).put(juliet, "12345678"));
    await(texts.put(romeo, "one", "123"));

    assertThat(await(texts.bytes(juliet))).isEqualTo(6);
    assertThat(await(texts.bytes(juliet, "two"))).isEqualTo(2);
    assertThat(await(texts.bytes(juliet, "three"))).isZero();
    assertThat(await(storage.keyValue("none", ValueCodec.TEXT).bytes(juliet))).isZero();
  }

  @Test
  void aDamagedValueFailsAlone() {
    create(juliet, romeo);
    await(storage.keyValue("numbers", ValueCodec.TEXT).put(juliet, "not a number"));
    await(numbers().put(romeo, 2));

    assertFails(numbers().get(juliet), Kind.BROKEN);
    assertThat(await(numbers().get(romeo))).contains(2);
  }
}
