package dev.centralita.stories;

import dev.centralita.fleet.Provider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

final class NeedsCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Provider provider = Provider.chosen();
    return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
        .map(Needs::value)
        .filter(need -> !provider.abilities().contains(need))
        .map(need ->
            ConditionEvaluationResult.disabled("on '" + provider.name() + "': " + need.lack()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("it can be told here"));
  }
}
