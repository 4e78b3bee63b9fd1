package dev.centralita.bench.peer.timefold;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workload; its node is what Timefold decides. */
@PlanningEntity
public class Task {
  @PlanningId private int id;
  private int gpus;
  private long[] costBySite = {};
  private List<Node> allowed = List.of();
  @PlanningVariable private @Nullable Node node;

  /** For Timefold. */
  public Task() {}

  public Task(int id, int gpus, long[] costBySite, List<Node> allowed) {
    this.id = id;
    this.gpus = gpus;
    this.costBySite = costBySite;
    this.allowed = allowed;
  }

  @ValueRangeProvider
  public List<Node> getAllowed() {
    return allowed;
  }

  public int getId() {
    return id;
  }

  public int getGpus() {
    return gpus;
  }

  public @Nullable Node getNode() {
    return node;
  }

  public void setNode(@Nullable Node node) {
    this.node = node;
  }

  long cost() {
    return node == null ? 0 : costBySite[node.site()];
  }
}
