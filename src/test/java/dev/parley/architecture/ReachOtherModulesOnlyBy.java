package dev.parley.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds for a class of one feature that sees, of other features, only what they publish. */
final class ReachOtherModulesOnlyBy extends ArchCondition<JavaClass> {
  private static final String ROOT = "dev.parley.modules.";

  private final DescribedPredicate<JavaClass> published;

  private ReachOtherModulesOnlyBy(DescribedPredicate<JavaClass> published) {
    super("reach other modules only by " + published.getDescription());
    this.published = published;
  }

  static ReachOtherModulesOnlyBy only(DescribedPredicate<JavaClass> published) {
    return new ReachOtherModulesOnlyBy(published);
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
      var target = dependency.getTargetClass().getBaseComponentType();
      var foreign =
          target.getPackageName().startsWith(ROOT) && !feature(target).equals(feature(item));
      if (foreign && !published.test(target)) {
        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
      }
    }
  }

  private static String feature(JavaClass type) {
    return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
  }
}
