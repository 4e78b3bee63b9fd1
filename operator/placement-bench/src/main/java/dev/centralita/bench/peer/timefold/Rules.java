package dev.centralita.bench.peer.timefold;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/** No node overfull; as near as possible. */
public class Rules implements ConstraintProvider {
  @Override
  public Constraint[] defineConstraints(ConstraintFactory factory) {
    return new Constraint[] {
      factory
          .forEach(Task.class)
          .groupBy(Task::getNode, ConstraintCollectors.sum((Task t) -> t.getGpus()))
          .filter((node, gpus) -> gpus > node.gpus())
          .penalize(HardSoftScore.ONE_HARD, (node, gpus) -> gpus - node.gpus())
          .asConstraint("capacity"),
      factory
          .forEach(Task.class)
          .penalize(HardSoftScore.ONE_SOFT, Task::cost)
          .asConstraint("distance")
    };
  }
}
