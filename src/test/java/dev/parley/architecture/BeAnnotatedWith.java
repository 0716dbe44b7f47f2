package dev.parley.architecture;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;

/** Holds for a package whose `package-info` bears the annotation. */
final class BeAnnotatedWith extends ArchCondition<JavaPackage> {
  private final Class<? extends Annotation> annotation;

  BeAnnotatedWith(Class<? extends Annotation> annotation) {
    super("be annotated with " + annotation.getSimpleName());
    this.annotation = annotation;
  }

  @Override
  public void check(JavaPackage item, ConditionEvents events) {
    var satisfied = item.isAnnotatedWith(annotation);
    var message = item.getName() + " has no package-info with @" + annotation.getSimpleName();
    events.add(new SimpleConditionEvent(item, satisfied, message));
  }
}
