package dev.centralita.delivery;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.api.SovereignWorkloadSpec.Sharing;

/** In which form a site wants to be asked for GPUs, or for slices of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(GpuForm.Resource.class), @JsonSubTypes.Type(GpuForm.Claim.class)})
public sealed interface GpuForm {

  /** An extended resource of a container, for example {@code nvidia.com/mig-1g.10gb}. */
  record Resource(String name) implements GpuForm {}

  /** Devices of a class, claimed from a DRA driver. */
  record Claim(String deviceClass) implements GpuForm {}

  /** As device plugins call it unless they are told otherwise. */
  static GpuForm usual(AcceleratorRequest accelerator) {
    var profile = accelerator.migProfile();
    var name = profile == null ? PodRendering.GPU : "nvidia.com/mig-" + profile.replace('+', '.');
    return new Resource(accelerator.sharing() == Sharing.Shared ? name + ".shared" : name);
  }
}
