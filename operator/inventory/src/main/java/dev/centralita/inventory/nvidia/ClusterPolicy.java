package dev.centralita.inventory.nvidia;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The device plugin stack of a cluster: the oldest is in force. */
@Group("nvidia.com")
@Version("v1")
@Kind("ClusterPolicy")
@Plural("clusterpolicies")
public class ClusterPolicy extends CustomResource<ClusterPolicySpec, OperatorStatus> {}
