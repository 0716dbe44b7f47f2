package dev.parley.cli;

import picocli.CommandLine.Model.OptionSpec;

/** The option that every command has. */
final class HelpOption {
  private HelpOption() {}

  static OptionSpec spec() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }
}
