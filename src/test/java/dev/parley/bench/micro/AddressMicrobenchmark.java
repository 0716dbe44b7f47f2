package dev.parley.bench.micro;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Shard;
import dev.parley.protocol.jid.Jid;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the address of a stanza costs until it is known where the stanza goes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AddressMicrobenchmark {
  private static final int STRANGERS = 1 << 20;

  private final Jid known = Jid.parse("romeo@montague.example/orchard");
  private int stranger;

  /** An address whose parts have been seen before. */
  @Benchmark
  public Jid parseKnown() {
    return Jid.parse("romeo@montague.example/orchard");
  }

  /** An address with parts that no cache has, in ASCII. */
  @Benchmark
  public Jid parseStranger() {
    stranger = (stranger + 1) % STRANGERS;
    return Jid.parse("user" + stranger + "@montague.example/phone" + stranger);
  }

  /** From an address to the bus address of its home. */
  @Benchmark
  public BusAddress<?> route() {
    return Addresses.message(Shard.of(known));
  }
}
