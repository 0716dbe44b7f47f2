package dev.parley.modules.admin;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommand.Argument;
import java.util.Locale;
import java.util.Map;

/** What clients show of the commands that XEP-0133 does not have, in the manner of those it has. */
final class Titles {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("user app-password add", "Add App Password"),
          Map.entry("user app-password list", "Get List of App Passwords"),
          Map.entry("user app-password revoke", "Revoke App Password"),
          Map.entry("user device list", "Get List of Devices"),
          Map.entry("user device revoke", "Revoke Device"),
          Map.entry("archive keep", "Change How Long Messages Are Kept"),
          Map.entry("archive purge", "Delete Kept Messages"),
          Map.entry("push list", "Get List of App Servers for Push"),
          Map.entry("report list", "Get List of Open Reports"),
          Map.entry("report all", "Get List of All Reports"),
          Map.entry("report show", "Show Report"),
          Map.entry("report close", "Close Report"),
          Map.entry("blocklist add", "Block for Everybody"),
          Map.entry("blocklist remove", "Unblock for Everybody"),
          Map.entry("blocklist list", "Get List of Whom All Block"),
          Map.entry("blocklist report", "Block Whom a Report Is About"),
          Map.entry("room list", "Get List of Rooms"),
          Map.entry("room show", "Show Room"),
          Map.entry("room occupants", "Get List of Occupants of Room"),
          Map.entry("room create", "Create Room"),
          Map.entry("room affiliate", "Change Affiliation with Room"),
          Map.entry("room configure", "Configure Room"),
          Map.entry("room destroy", "Destroy Room"));

  private Titles() {}

  /** A few words; the sentence of the command line for a command without. */
  static String of(AdminCommand command) {
    return TITLES.getOrDefault(command.name(), command.summary());
  }

  /** What is to be filled in: the help of the command line stands alone if it names the thing. */
  static String label(Argument argument) {
    String help = argument.description();
    String sentence = help.endsWith(".") ? help.substring(0, help.length() - 1) : help;
    if (sentence.startsWith("The ")) {
      return sentence;
    }
    String name = argument.name().equals("jid") ? "address" : argument.name();
    return upper(name) + " (" + lower(sentence) + ")";
  }

  private static String upper(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
