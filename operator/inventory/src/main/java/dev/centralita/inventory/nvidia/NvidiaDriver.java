package dev.centralita.inventory.nvidia;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The driver of some nodes. */
@Group("nvidia.com")
@Version("v1alpha1")
@Kind("NVIDIADriver")
@Plural("nvidiadrivers")
public class NvidiaDriver extends CustomResource<Void, OperatorStatus> {}
