package dev.parley.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds for a package of features with at most one module or verticle. */
final class HoldOneDeployable extends ArchCondition<JavaPackage> {
  HoldOneDeployable() {
    super("hold at most one module or verticle");
  }

  @Override
  public void check(JavaPackage item, ConditionEvents events) {
    if (!item.getName().startsWith("dev.parley.modules.")) {
      return;
    }
    var deployables =
        item.getClasses().stream()
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getSimpleName)
            .filter(name -> name.endsWith("Module") || name.endsWith("Verticle"))
            .sorted()
            .toList();
    var message = item.getName() + " holds " + deployables;
    events.add(new SimpleConditionEvent(item, deployables.size() <= 1, message));
  }
}
