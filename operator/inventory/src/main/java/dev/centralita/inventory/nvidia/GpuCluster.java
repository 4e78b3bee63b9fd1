package dev.centralita.inventory.nvidia;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The DRA stack of a cluster, from GPU Operator 26.7 on: there is one, named gpu-cluster. */
@Group("nvidia.com")
@Version("v1alpha1")
@Kind("GPUCluster")
@Plural("gpuclusters")
public class GpuCluster extends CustomResource<Void, OperatorStatus> {}
