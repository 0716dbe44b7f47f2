package dev.parley.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Deployable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, and what a package may hold. */
final class Rules {
  private static final String PROTOCOL = "dev.parley.protocol..";
  private static final String CORE = "dev.parley.core..";
  private static final String TRANSPORT = "dev.parley.transport..";
  private static final String MODULES = "dev.parley.modules..";
  private static final String SERVER = "dev.parley.server..";
  private static final String CLI = "dev.parley.cli..";
  private static final String ROOT = "dev.parley";

  private Rules() {}

  /** Every rule by its name. A rule about something that does not exist yet holds. */
  static Map<String, ArchRule> byName() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put(
        "protocol stands alone",
        reachesNone(PROTOCOL, CORE, TRANSPORT, MODULES, SERVER, CLI, ROOT));
    rules.put("protocol does no input or output", protocolIsPure());
    rules.put("core knows no feature", reachesNone(CORE, TRANSPORT, MODULES, SERVER, CLI, ROOT));
    rules.put("transport knows no feature", reachesNone(TRANSPORT, MODULES, SERVER, CLI, ROOT));
    rules.put("modules know no transport", reachesNone(MODULES, TRANSPORT, SERVER, CLI, ROOT));
    rules.put("server knows no command line", reachesNone(SERVER, CLI, ROOT));
    rules.put("modules form no circle", noCircle("modules"));
    rules.put("transports form no circle", noCircle("transport"));
    rules.put("modules meet at interfaces and values", modulesMeetAtInterfaces());
    rules.put("one module or verticle a package", oneDeployableAPackage());
    rules.put("modules are named so", named("dev.parley.core.module.ServerModule", "Module"));
    rules.put("verticles are named so", named(Deployable.class.getName(), "Verticle"));
    rules.put("modules share no state", modulesShareNoState());
    rules.put("modules take no locks", modulesTakeNoLocks());
    rules.put("databases are reached in core.storage.sql", databasesInOnePlace());
    rules.put("the event bus is reached in core.bus", eventBusInOnePlace());
    rules.put("options are parsed in cli", optionsInOnePlace());
    rules.put("names say what a class is", names());
    rules.put("every package is null-marked", nullMarked());
    rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
    return rules;
  }

  private static ArchRule reachesNone(String from, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  private static ArchRule protocolIsPure() {
    return noClasses()
        .that()
        .resideInAPackage(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.sql..",
            "java.util.concurrent..",
            "org.slf4j..");
  }

  private static ArchRule noCircle(String tier) {
    return slices().matching("dev.parley." + tier + ".(*)..").should().beFreeOfCycles();
  }

  private static ArchRule modulesMeetAtInterfaces() {
    DescribedPredicate<JavaClass> published =
        describe(
            "interfaces, records, enums or exceptions",
            type ->
                type.isInterface()
                    || type.isRecord()
                    || type.isEnum()
                    || type.isAssignableTo(Throwable.class));
    return classes()
        .that()
        .resideInAPackage(MODULES)
        .should(ReachOtherModulesOnlyBy.only(published));
  }

  private static ArchRule oneDeployableAPackage() {
    return all(new Packages()).should(new HoldOneDeployable());
  }

  private static ArchRule named(String type, String suffix) {
    return classes()
        .that()
        .resideInAPackage("dev.parley..")
        .and(assignableTo(type))
        .and(not(describe("the type itself", found -> found.getName().equals(type))))
        .and()
        .areTopLevelClasses()
        .should()
        .haveSimpleNameEndingWith(suffix);
  }

  private static ArchRule modulesShareNoState() {
    return noClasses()
        .that()
        .resideInAPackage(MODULES)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent.locks", "java.util.concurrent.atomic")
                .or(
                    describe(
                        "concurrent collections",
                        type -> type.getName().startsWith("java.util.concurrent.Concurrent"))));
  }

  private static ArchRule modulesTakeNoLocks() {
    return methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(MODULES)
        .should()
        .notHaveModifier(JavaModifier.SYNCHRONIZED);
  }

  private static ArchRule databasesInOnePlace() {
    return reachedOnlyIn(
        List.of("dev.parley.core.storage.sql.."),
        "java.sql..",
        "javax.sql..",
        "io.vertx.sqlclient..",
        "io.vertx.pgclient..",
        "org.sqlite..",
        "org.postgresql..",
        "org.flywaydb..");
  }

  private static ArchRule eventBusInOnePlace() {
    return reachedOnlyIn(List.of("dev.parley.core.bus.."), "io.vertx.core.eventbus..");
  }

  private static ArchRule optionsInOnePlace() {
    return reachedOnlyIn(List.of(CLI, ROOT), "picocli..");
  }

  private static ArchRule reachedOnlyIn(List<String> places, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(places.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static ArchRule names() {
    return classes()
        .that(not(assignableTo(KeyManager.class).or(assignableTo(TrustManager.class))))
        .should()
        .haveNameNotMatching(".*\\.Abstract[A-Z]\\w*|.*(Impl|Manager|Helper|Utils?)");
  }

  private static ArchRule nullMarked() {
    return all(new Packages()).should(new BeAnnotatedWith(NullMarked.class));
  }
}
