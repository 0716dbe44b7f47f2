package dev.parley.core.bus;

/**
 * A place on the event bus and the type of what may be sent there.
 *
 * @param name the address as the event bus knows it
 * @param body the type of every body sent to it; bodies are immutable
 */
public record BusAddress<T>(String name, Class<T> body) {
  @Override
  public String toString() {
    return name;
  }
}
