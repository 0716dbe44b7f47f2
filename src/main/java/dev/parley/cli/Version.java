package dev.parley.cli;

import picocli.CommandLine.IVersionProvider;

/** Which Parley this is. */
final class Version implements IVersionProvider {
  /** As in the jar's manifest; {@code development} outside of a jar. */
  static String parley() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static String line() {
    return "Parley "
        + parley()
        + " on Java "
        + Runtime.version()
        + " ("
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
