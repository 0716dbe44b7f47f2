package dev.parley.cli;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.log.LineText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command of administration, made from its description. Goes to the server that runs on the data
 * folder; if none does, works on the database itself, which it keeps from servers meanwhile.
 */
final class AdminSubcommand implements Callable<Integer> {
  private static final String PASSWORD_STDIN = "--password-stdin";
  private static final String JSON = "--json";

  private final AdminCommand command;
  private final ConfigOptions options = new ConfigOptions();
  private final CommandSpec spec;

  private AdminSubcommand(AdminCommand command) {
    this.command = command;
    this.spec = CommandSpec.wrapWithoutInspection(this);
    spec.name(command.name().substring(command.name().lastIndexOf(' ') + 1));
    spec.usageMessage().description(command.summary());
    spec.addOption(HelpOption.spec());
    spec.addOption(
        OptionSpec.builder(JSON)
            .type(boolean.class)
            .description("Print the result as JSON, for programs.")
            .build());
    spec.addMixin("config", CommandSpec.forAnnotatedObject(options));
    command.arguments().forEach(this::addArgument);
  }

  static CommandLine commandLine(AdminCommand command) {
    return new CommandLine(new AdminSubcommand(command).spec);
  }

  private void addArgument(AdminCommand.Argument argument) {
    if (argument.kind() == Kind.PASSWORD) {
      spec.addOption(
          OptionSpec.builder(PASSWORD_STDIN)
              .type(boolean.class)
              .description("Take the password from the first line of the input, not a terminal.")
              .build());
      return;
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(String.valueOf(spec.positionalParameters().size()))
            .arity(argument.isRequired() ? "1" : "0..1")
            .required(argument.isRequired())
            .paramLabel(label(argument.kind()))
            .type(String.class)
            .description(argument.description())
            .build());
  }

  private static String label(Kind kind) {
    return switch (kind) {
      case ACCOUNT -> "JID";
      case DOMAIN, DAYS, NAME, TEXT, ID, PASSWORD -> kind.name();
    };
  }

  @Override
  public Integer call() throws Exception {
    var config = options.source().load().config();
    var result = run(config, arguments());
    print(result, spec.commandLine().getOut());
    return result.getBoolean("healthy", true) ? 0 : 1;
  }

  private JsonObject arguments() {
    var parsed = spec.commandLine().getParseResult();
    var arguments = new JsonObject();
    int position = 0;
    for (var argument : command.arguments()) {
      if (argument.kind() == Kind.PASSWORD) {
        arguments.put(argument.name(), password(arguments.getString("jid", "")));
      } else if (parsed.hasMatchedPositional(position)) {
        String value = parsed.matchedPositionalValue(position++, "");
        arguments.put(argument.name(), value);
      }
    }
    return arguments;
  }

  private String password(String jid) {
    return isGiven(PASSWORD_STDIN)
        ? Passwords.fromInput(System.in)
        : Passwords.fromTerminal(spec.commandLine(), jid);
  }

  private JsonObject run(ParleyConfig config, JsonObject arguments) throws Exception {
    if (!command.worksStopped() && !Files.isDirectory(config.data())) {
      throw Target.notRunning(config.data());
    }
    try (var target = Target.of(config)) {
      if (!command.worksStopped() && !target.isRunning()) {
        throw Target.notRunning(config.data());
      }
      return target.run(command.name(), arguments);
    }
  }

  private void print(JsonObject result, PrintWriter out) {
    var text = result.getJsonArray("text", new JsonArray());
    if (isGiven(JSON)) {
      var whole = result.copy();
      whole.remove("text");
      out.println(whole.isEmpty() ? new JsonObject().put("text", text) : whole);
    } else {
      text.forEach(line -> out.println(LineText.of(String.valueOf(line))));
    }
    out.flush();
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
