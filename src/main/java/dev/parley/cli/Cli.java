package dev.parley.cli;

import dev.parley.core.admin.AccessCommands;
import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.ArchiveCommands;
import dev.parley.core.admin.BlocklistCommands;
import dev.parley.core.admin.LinkCommands;
import dev.parley.core.admin.LookCommands;
import dev.parley.core.admin.NoticeCommands;
import dev.parley.core.admin.PushCommands;
import dev.parley.core.admin.ReportCommands;
import dev.parley.core.admin.RoomCommands;
import dev.parley.core.admin.SessionCommands;
import dev.parley.core.admin.UserCommands;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, and the words that mean {@code run}. */
public final class Cli {
  private static final List<String> OF_ITSELF = List.of("--help", "-h", "--version", "-V");

  private Cli() {}

  /** Does what the words say; the exit code is 0 for fine, 1 for failed, 2 for wrong usage. */
  public static int execute(String... words) {
    var all = withRun(words);
    return all[0].equals("run") ? running().execute(all) : commandLine().execute(all);
  }

  /** Only what runs the server: to describe the other commands as well takes time. */
  private static CommandLine running() {
    return prepared(
        new CommandLine(new TopCommand()).addSubcommand(new RunCommand(HeadStart.begin())));
  }

  static CommandLine commandLine() {
    return prepared(
        new CommandLine(new TopCommand())
            .addSubcommand(new RunCommand(null))
            .addSubcommand(new CheckCommand())
            .addSubcommand(new DoctorCommand())
            .addSubcommand(
                adminGroup("user", "Makes, changes and removes accounts.", ofUsers())
                    .addSubcommand(new ExportCommand())
                    .addSubcommand(new ImportCommand())
                    .addSubcommand(
                        adminGroup(
                            "app-password",
                            "Further passwords of an account, each for one client.",
                            AccessCommands.ofAppPasswords()))
                    .addSubcommand(
                        adminGroup(
                            "device",
                            "The devices that an account was entered with.",
                            AccessCommands.ofDevices())))
            .addSubcommand(adminGroup("session", "Who is there now.", SessionCommands.all()))
            .addSubcommand(
                adminGroup(
                    "archive",
                    "What accounts and rooms keep of their messages.",
                    ArchiveCommands.all()))
            .addSubcommand(
                adminGroup("report", "What users report of spam and abuse.", ReportCommands.all()))
            .addSubcommand(
                adminGroup("blocklist", "Whom nobody here hears of.", BlocklistCommands.all()))
            .addSubcommand(
                adminGroup("notice", "What everybody hears who comes.", NoticeCommands.all()))
            .addSubcommand(
                adminGroup(
                    "room", "The rooms of a service, and how they are set up.", RoomCommands.all()))
            .addSubcommand(adminGroup("link", "Other servers.", LinkCommands.all()))
            .addSubcommand(adminGroup("push", "Where messages are announced.", PushCommands.all()))
            .addSubcommand(AdminSubcommand.commandLine(ServerCommands.STATUS))
            .addSubcommand(AdminSubcommand.commandLine(ServerCommands.RELOAD))
            .addSubcommand(new VersionCommand()));
  }

  private static List<AdminCommand> ofUsers() {
    return Stream.concat(UserCommands.all().stream(), LookCommands.all().stream()).toList();
  }

  private static CommandLine prepared(CommandLine line) {
    line.setExecutionExceptionHandler(new Failures());
    line.setUsageHelpLongOptionsMaxWidth(28);
    return line;
  }

  private static CommandLine adminGroup(String name, String summary, List<AdminCommand> commands) {
    var spec = CommandSpec.wrapWithoutInspection(new GroupCommand()).name(name);
    spec.usageMessage().description(summary);
    spec.mixinStandardHelpOptions(false);
    spec.addOption(HelpOption.spec());
    var group = new CommandLine(spec);
    for (var command : commands) {
      group.addSubcommand(AdminSubcommand.commandLine(command));
    }
    return group;
  }

  /** No words, or only options, mean {@code run}. */
  static String[] withRun(String[] words) {
    if (words.length > 0 && (!words[0].startsWith("-") || OF_ITSELF.contains(words[0]))) {
      return words;
    }
    var run = new String[words.length + 1];
    run[0] = "run";
    System.arraycopy(words, 0, run, 1, words.length);
    return run;
  }
}
