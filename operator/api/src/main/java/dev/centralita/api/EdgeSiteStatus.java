package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record EdgeSiteStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable String clusterUid,
    @Nullable String lastContact,
    @Nullable Integer nodes,
    @Nullable Integer workloads,
    @Nullable List<AcceleratorUse> accelerators,
    @Nullable PowerUse power,
    @Nullable List<Tombstone> tombstones) {

  public record AcceleratorUse(String product, int capacity, int used, int free) {}

  public record PowerUse(long limitWatts, long committedWatts) {}

  public record Tombstone(
      String workloadUid, String namespace, String name, String siteNamespace, String since) {}
}
