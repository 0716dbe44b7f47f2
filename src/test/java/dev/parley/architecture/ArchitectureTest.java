package dev.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The source obeys every rule, and every rule refuses a small program that breaks it. */
final class ArchitectureTest {
  private final Map<String, ArchRule> rules = Rules.byName();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> holds() {
    JavaClasses server =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.parley");
    return rules.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(server)));
  }

  @Test
  void everyRuleHasProgramsThatBreakIt() {
    assertThat(Violation.all()).extracting(Violation::rule).containsAll(rules.keySet());
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return Violation.all().stream()
        .map(violation -> DynamicTest.dynamicTest(violation.rule(), () -> refused(violation)));
  }

  private void refused(Violation violation) {
    var classes = new ClassFileImporter().importPath(violation.compile(folder));
    var broken =
        rules.entrySet().stream()
            .filter(rule -> rule.getValue().evaluate(classes).hasViolation())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(broken).containsExactly(violation.rule());
  }
}
